/**
 * What buyers ask back. Only `books/buyer-request-store.ts` writes here; what money moves for it stands in `refunds`.
 */
import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { OrderId, OrganizationId } from "../../../core/brand.ts";
import { organizations } from "./auth.ts";
import { orders } from "./orders.ts";
import { refunds } from "./payments.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const REFUND_REQUEST_STATES = ["open", "approved", "declined"] as const;

export const refundRequests = pgTable(
  "refund_requests",
  {
    id: uuid("id").primaryKey(),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    reason: text("reason").notNull(),
    state: text("state", { enum: REFUND_REQUEST_STATES }).notNull(),
    requestedAt: at("requested_at").notNull().defaultNow(),
    decidedAt: at("decided_at"),
    /** `user:{id}` or `key:{id}`. */
    decidedBy: text("decided_by"),
    /** What the buyer reads. */
    answer: text("answer"),
    /** Made in the same statement as the approval. */
    refundId: uuid("refund_id")
      .unique()
      .references(() => refunds.id),
  },
  (table) => [
    check("refund_requests_state", sql`${table.state} IN ('open', 'approved', 'declined')`),
    check("refund_requests_decided", sql`(${table.state} = 'open') = (${table.decidedAt} IS NULL)`),
    check("refund_requests_refund", sql`(${table.state} = 'approved') = (${table.refundId} IS NOT NULL)`),
    // at most one open an order; asking again finds it
    uniqueIndex("refund_requests_open")
      .on(table.orderId)
      .where(sql`state = 'open'`),
    // those of an order
    index("refund_requests_of_order").on(table.orderId, table.requestedAt),
    // the office's list
    index("refund_requests_of_organization").on(table.organizationId, table.state, table.requestedAt.desc()),
  ],
);
