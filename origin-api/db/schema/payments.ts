/**
 * Money that moved, as the books know it: payments, refunds, disputes. The truth is the provider's; what it means in
 * accounts is the ledger's.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { CurrencyCode, EventId, OrderId, OrganizationId, ReservationId, SeatId } from "../../../core/brand.ts";
import { organizations } from "./auth.ts";
import { events } from "./catalogue.ts";
import { orders } from "./orders.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const minor = (name: string) => bigint(name, { mode: "number" });

export const payments = pgTable(
  "payments",
  {
    /** The provider's id, or `free:{reservation}`. */
    id: text("id").primaryKey(),
    /** Absent for late money that belongs to no order. */
    orderId: uuid("order_id")
      .$type<OrderId>()
      .unique()
      .references(() => orders.id),
    reservationId: uuid("reservation_id").$type<ReservationId>().notNull(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    attempt: integer("attempt").notNull(),
    currency: text("currency").$type<CurrencyCode>().notNull(),
    capturedMinor: minor("captured_minor").notNull(),
    bookedAt: at("booked_at").notNull().defaultNow(),
  },
  (table) => [
    check("payments_captured", sql`${table.capturedMinor} >= 0`),
    // reconciliation
    index("payments_of_event").on(table.eventId, table.id),
  ],
);

export const REFUND_STATES = ["pending", "settled", "failed"] as const;

export const refunds = pgTable(
  "refunds",
  {
    /** Derived from payment and idempotency key. */
    id: uuid("id").primaryKey(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    /** Hash of what was asked under the key. */
    fingerprint: text("fingerprint").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    reason: text("reason").notNull(),
    releaseSeats: boolean("release_seats").notNull(),
    /** Which places are given back; all of them when absent. */
    seatIds: jsonb("seat_ids").$type<SeatId[]>(),
    state: text("state", { enum: REFUND_STATES }).notNull(),
    providerRefundId: text("provider_refund_id").unique(),
    failure: text("failure"),
    /** `user:{id}`, `key:{id}` or `system`. */
    requestedBy: text("requested_by").notNull(),
    requestedAt: at("requested_at").notNull().defaultNow(),
    settledAt: at("settled_at"),
    seatsReleasedAt: at("seats_released_at"),
    /** When the office looks at it again, until nothing is left to do. */
    dueAt: at("due_at"),
  },
  (table) => [
    check("refunds_state", sql`${table.state} IN ('pending', 'settled', 'failed')`),
    check("refunds_amount", sql`${table.amountMinor} > 0`),
    // what was refunded of a payment, summed under its lock
    index("refunds_of_payment").on(table.paymentId),
    // what is not finished
    index("refunds_due")
      .on(table.dueAt)
      .where(sql`due_at IS NOT NULL`),
  ],
);

export const DISPUTE_STATES = ["open", "won", "lost"] as const;

export const disputes = pgTable(
  "disputes",
  {
    /** The provider's. */
    id: text("id").primaryKey(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    amountMinor: minor("amount_minor").notNull(),
    /** False for an inquiry: nothing was taken back. */
    withdrawn: boolean("withdrawn").notNull(),
    reason: text("reason").notNull(),
    state: text("state", { enum: DISPUTE_STATES }).notNull(),
    openedAt: at("opened_at").notNull(),
    closedAt: at("closed_at"),
  },
  (table) => [
    check("disputes_state", sql`${table.state} IN ('open', 'won', 'lost')`),
    // whether a payment can be refunded
    uniqueIndex("disputes_of_payment").on(table.paymentId, table.id),
  ],
);
