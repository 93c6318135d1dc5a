/**
 * Owes people messages: rows of the notifications table, each exactly once. Its id follows from kind, channel, what it
 * tells of and to whom; what is there stays as it is.
 */
import { sql, type SQL } from "drizzle-orm";
import type { OrderId } from "../../core/brand.ts";
import type { NoticeChannel, NoticeKind } from "../../core/contract/organizer/notifications.ts";
import { derivedId } from "../books/identity.ts";
import { LANGUAGE_DEFAULT } from "./languages/choice.ts";

/**
 * @param of what it tells of, and to whom when more than one is told the same: an order's id, a refund's id and its
 * state, an event's id and an address
 */
export async function noticeId(kind: NoticeKind, channel: NoticeChannel, ...of: readonly string[]): Promise<string> {
  return derivedId("notice", kind, channel, ...of);
}

/** What the buyer of an order is told besides the confirmation, by mail and, where a number was left, by text message. */
export interface OrderNotice {
  readonly kind: "refund" | "event_reminder";
  readonly orderId: OrderId;
  readonly ids: Readonly<Record<NoticeChannel, string>>;
  readonly facts: unknown;
}

/**
 * The insertion for a statement that begins `WITH changed AS (…)`: it happens when `changed` has a row. Nobody is told
 * who left no address.
 */
export function owedToBuyer({ kind, orderId, ids, facts }: OrderNotice): SQL {
  return sql`INSERT INTO notifications (id, kind, channel, organization_id, order_id, recipient, language, facts, state, due_at)
    SELECT way.id::uuid, ${kind}, way.channel, o.organization_id, o.id, way.recipient,
      coalesce(o.buyer_language, ${LANGUAGE_DEFAULT}), ${JSON.stringify(facts)}::jsonb, 'due', now()
    FROM orders o, LATERAL (VALUES (${ids.email}, 'email', o.buyer_email), (${ids.sms}, 'sms', o.buyer_phone))
      AS way(id, channel, recipient)
    WHERE o.id = ${orderId}::uuid AND way.recipient IS NOT NULL AND EXISTS (SELECT 1 FROM changed)
    ON CONFLICT (id) DO NOTHING RETURNING id`;
}
