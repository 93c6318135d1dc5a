/**
 * Mails that are owed, and how far they came. Written in the same transaction as what they tell of; sent at most once
 * (docs/adr/0004). Only `notifications/notification-store.ts` and the booking write here.
 */
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { OrderId, OrganizationId } from "../../../core/brand.ts";
import { organizations } from "./auth.ts";
import { orders } from "./orders.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const NOTIFICATION_KINDS = ["order_confirmation"] as const;
export const NOTIFICATION_STATES = ["due", "sending", "sent", "dead", "uncertain"] as const;

export const notifications = pgTable(
  "notifications",
  {
    /** Derived from what it tells of. */
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: NOTIFICATION_KINDS }).notNull(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    recipient: text("recipient").notNull(),
    language: text("language").notNull(),
    state: text("state", { enum: NOTIFICATION_STATES }).notNull(),
    /** How often a person asked for it anew; part of the Message-ID. */
    round: integer("round").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    createdAt: at("created_at").notNull().defaultNow(),
    claimedAt: at("claimed_at"),
    sentAt: at("sent_at"),
    /** When it is put on the queue (again), while it is due. */
    dueAt: at("due_at").notNull(),
  },
  (table) => [
    check("notifications_kind", sql`${table.kind} IN ('order_confirmation')`),
    check("notifications_state", sql`${table.state} IN ('due', 'sending', 'sent', 'dead', 'uncertain')`),
    // what is to be enqueued, and what was left behind by a sender that died
    index("notifications_open")
      .on(table.state, table.dueAt)
      .where(sql`state IN ('due', 'sending')`),
    // the panel: what needs a person
    index("notifications_of_organization").on(table.organizationId, table.state, table.createdAt.desc()),
    // the mails of an order
    index("notifications_of_order").on(table.orderId),
  ],
);
