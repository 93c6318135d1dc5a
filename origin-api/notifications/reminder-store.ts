/** Which events are near, and which of their buyers are still to be reminded; owes those the reminder. */
import { sql } from "drizzle-orm";
import type { EventId, OrderId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import { LANGUAGE_DEFAULT } from "./languages/choice.ts";
import { noticeId } from "./owing.ts";

export interface NearEvent {
  readonly eventId: EventId;
  readonly startsAtMs: number;
  readonly timeZone: string;
}

/** Events that start between the two, soonest first. */
export async function eventsStarting(
  database: Database,
  { fromMs, untilMs, limit }: { readonly fromMs: number; readonly untilMs: number; readonly limit: number },
): Promise<NearEvent[]> {
  const { rows } = await database.execute<{ id: EventId; starts_at_ms: string; time_zone: string }>(sql`
    SELECT e.id, (extract(epoch FROM e.starts_at) * 1000)::bigint AS starts_at_ms, v.time_zone
    FROM events e JOIN venues v ON v.id = e.venue_id
    WHERE e.state <> 'draft' AND e.starts_at >= to_timestamp(${fromMs}::bigint / 1000.0)
      AND e.starts_at < to_timestamp(${untilMs}::bigint / 1000.0)
    ORDER BY e.starts_at LIMIT ${limit}`);
  return rows.map((row) => ({ eventId: row.id, startsAtMs: Number(row.starts_at_ms), timeZone: row.time_zone }));
}

/**
 * Orders of these events that have a place left and no reminder yet, after `after` in the order of their ids. Who has
 * bought only since the window began has just had the confirmation.
 */
export async function ordersToRemind(
  database: Database,
  events: readonly { readonly eventId: EventId; readonly fromMs: number }[],
  page: { readonly after: string; readonly limit: number },
): Promise<OrderId[]> {
  const input = JSON.stringify(
    events.map(({ eventId, fromMs }) => ({ eventId, from: new Date(fromMs).toISOString() })),
  );
  const { rows } = await database.execute<{ id: OrderId }>(sql`
    SELECT o.id FROM orders o
      JOIN jsonb_to_recordset(${input}::jsonb) AS near("eventId" uuid, "from" timestamptz) ON near."eventId" = o.event_id
    WHERE o.placed_at < near."from" AND o.id > ${page.after}::uuid
      AND (o.buyer_email IS NOT NULL OR o.buyer_phone IS NOT NULL)
      AND EXISTS (SELECT 1 FROM passes p WHERE p.order_id = o.id AND p.voided_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.order_id = o.id AND n.kind = 'event_reminder')
    ORDER BY o.id LIMIT ${page.limit}`);
  return rows.map(({ id }) => id);
}

/** Owing it again changes nothing. */
export async function oweReminders(database: Database, orderIds: readonly OrderId[]): Promise<void> {
  const input = await Promise.all(
    orderIds.map(async (orderId) => ({
      orderId,
      email: await noticeId("event_reminder", "email", orderId),
      sms: await noticeId("event_reminder", "sms", orderId),
    })),
  );
  await database.execute(sql`
    INSERT INTO notifications (id, kind, channel, organization_id, order_id, recipient, language, state, due_at)
    SELECT way.id, 'event_reminder', way.channel, o.organization_id, o.id, way.recipient,
      coalesce(o.buyer_language, ${LANGUAGE_DEFAULT}), 'due', now()
    FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS i("orderId" uuid, email uuid, sms uuid)
      JOIN orders o ON o.id = i."orderId",
      LATERAL (VALUES (i.email, 'email', o.buyer_email), (i.sms, 'sms', o.buyer_phone)) AS way(id, channel, recipient)
    WHERE way.recipient IS NOT NULL
    ON CONFLICT (id) DO NOTHING`);
}
