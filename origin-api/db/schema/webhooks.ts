/**
 * What the payment provider told us, by its event's id, and whether we have acted on it. No payload is kept: the office
 * asks the provider how a payment or a refund stands instead of believing what it was told.
 */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const WEBHOOK_STATES = ["received", "processed", "unknown", "failed"] as const;

export const webhookInbox = pgTable(
  "webhook_inbox",
  {
    /** The provider's event. */
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    /** The payment, refund or dispute that it is about. */
    objectId: text("object_id").notNull(),
    /** The payment behind the object, where the event says so. */
    paymentId: text("payment_id"),
    /** Of a dispute, which cannot be asked for in its order: amount, reason, state. Nothing personal. */
    facts: jsonb("facts").$type<Record<string, string | number | boolean>>(),
    state: text("state", { enum: WEBHOOK_STATES }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    receivedAt: at("received_at").notNull().defaultNow(),
    processedAt: at("processed_at"),
    /** When it is looked at next, until it is done. */
    dueAt: at("due_at"),
  },
  (table) => [
    check("webhook_inbox_state", sql`${table.state} IN ('received', 'processed', 'unknown', 'failed')`),
    // what is to be acted on
    index("webhook_inbox_due")
      .on(table.dueAt)
      .where(sql`due_at IS NOT NULL`),
  ],
);
