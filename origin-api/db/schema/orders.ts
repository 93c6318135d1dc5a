/**
 * What was bought: orders, the lines of their price, and the passes that open the venue. Rows are written once, by
 * `books/booking-store.ts`; only a pass can be voided later.
 */
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type {
  CategoryKey,
  CurrencyCode,
  EventId,
  OrderId,
  OrganizationId,
  PassId,
  SeatId,
} from "../../../core/brand.ts";
import { organizations } from "./auth.ts";
import { events } from "./catalogue.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const minor = (name: string) => bigint(name, { mode: "number" });

export const orders = pgTable(
  "orders",
  {
    /** The reservation's id. */
    id: uuid("id").$type<OrderId>().primaryKey(),
    /** What a person reads out on the phone; derived from the id. */
    reference: text("reference").notNull(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    currency: text("currency").$type<CurrencyCode>().notNull(),
    totalMinor: minor("total_minor").notNull(),
    feesMinor: minor("fees_minor").notNull(),
    /** Contained in the total. */
    taxMinor: minor("tax_minor").notNull(),
    buyerEmail: text("buyer_email"),
    buyerName: text("buyer_name"),
    buyerLanguage: text("buyer_language"),
    /** E.164; only of those who want text messages. */
    buyerPhone: text("buyer_phone"),
    /** Raised when the order goes to another address: links that went out before open nothing any more. */
    linkEdition: integer("link_edition").notNull().default(1),
    placedAt: at("placed_at").notNull(),
    bookedAt: at("booked_at").notNull().defaultNow(),
  },
  (table) => [
    check("orders_money", sql`${table.totalMinor} >= 0 AND ${table.feesMinor} >= 0 AND ${table.taxMinor} >= 0`),
    // orders and booking history of an event, newest first
    index("orders_of_event").on(table.eventId, table.placedAt.desc(), table.id),
    // all orders of an organization, newest first
    index("orders_of_organization").on(table.organizationId, table.placedAt.desc(), table.id),
    // somebody on the phone
    index("orders_by_reference").on(table.reference),
    index("orders_by_email").on(table.buyerEmail),
  ],
);

export const ORDER_ITEM_KINDS = ["place", "fee"] as const;

export const orderItems = pgTable(
  "order_items",
  {
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    position: integer("position").notNull(),
    kind: text("kind", { enum: ORDER_ITEM_KINDS }).notNull(),
    category: text("category").$type<CategoryKey>(),
    quantity: integer("quantity").notNull(),
    unitMinor: minor("unit_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.position] }),
    check("order_items_kind", sql`${table.kind} IN ('place', 'fee')`),
    check("order_items_total", sql`${table.totalMinor} = ${table.unitMinor} * ${table.quantity}`),
  ],
);

export const passes = pgTable(
  "passes",
  {
    /** Derived from order and place. */
    id: uuid("id").$type<PassId>().primaryKey(),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    position: integer("position").notNull(),
    seatId: text("seat_id").$type<SeatId>().notNull(),
    label: text("label").notNull(),
    category: text("category").$type<CategoryKey>().notNull(),
    priceMinor: minor("price_minor").notNull(),
    /** When its seat was given back; it opens nothing any more. */
    voidedAt: at("voided_at"),
    /** Raised when the pass is issued anew: codes of earlier editions open nothing any more. */
    edition: integer("edition").notNull().default(1),
    /** Set by the database on every change, so that gates can ask for what changed. */
    changedAt: at("changed_at").notNull().defaultNow(),
  },
  (table) => [
    // the passes of an order
    index("passes_of_order").on(table.orderId, table.position),
    // what changed since a gate last asked
    index("passes_by_change").on(table.changedAt),
  ],
);
