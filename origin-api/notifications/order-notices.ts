/** What was sent about an order, as its buyer sees it. To whom is only hinted at. */
import { and, desc, eq, ne } from "drizzle-orm";
import type { OrderId } from "../../core/brand.ts";
import type { NoticeState } from "../../core/contract/organizer/notifications.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import type { Database } from "../db/client.ts";
import { notifications } from "../db/schema/notifications.ts";

/** More than an order ever has: two channels of each kind, some refunds. */
const NOTICES_MAX = 50;

type OrderNotice = NonNullable<OrderDocument["notices"]>[number];

/** One of a batch. What was not needed any more is nobody's business. */
export function noticesOfOrder(database: Database, orderId: OrderId) {
  const { kind, channel, recipient, state, sentAt, createdAt, id } = notifications;
  return database
    .select({ kind, channel, recipient, state, sentAt })
    .from(notifications)
    .where(and(eq(notifications.orderId, orderId), ne(state, "skipped")))
    .orderBy(desc(createdAt), id)
    .limit(NOTICES_MAX);
}

const SHOWN = {
  due: "under_way",
  sending: "under_way",
  sent: "sent",
  dead: "not_sent",
  uncertain: "unknown",
  skipped: "not_sent",
} as const satisfies Record<NoticeState, OrderNotice["state"]>;

export function orderNoticeOf(
  notice: Pick<typeof notifications.$inferSelect, "kind" | "channel" | "recipient" | "state" | "sentAt">,
): OrderNotice {
  const { kind, channel, recipient, state, sentAt } = notice;
  return { kind, channel, recipient: masked(recipient), state: SHOWN[state], sentAt: sentAt?.toISOString() ?? null };
}

/** `a***@example.com`, `***678`. */
function masked(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  return at < 0 ? `***${recipient.slice(-3)}` : `${recipient.slice(0, 1)}***${recipient.slice(at)}`;
}
