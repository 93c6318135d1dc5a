/** The books' side of a reconciliation, in pages. */
import { sql } from "drizzle-orm";
import type { EventId, OrderId } from "../../../core/brand.ts";
import type { Database } from "../../db/client.ts";
import type { BookSide } from "./accounts.ts";

const PAGE = 2_000;

type Row = {
  id: string;
  order_id: OrderId | null;
  total_minor: string | null;
  places: string;
  captured_minor: string;
  refunded_minor: string;
  is_posted: boolean;
};

/** Every payment of the event, with what belongs to it. */
export async function* bookPages(database: Database, eventId: EventId): AsyncGenerator<readonly BookSide[]> {
  let after = "";
  for (;;) {
    const { rows } = await database.execute<Row>(sql`
      SELECT p.id, p.order_id, o.total_minor, p.captured_minor,
        (SELECT count(*) FROM passes s WHERE s.order_id = p.order_id AND s.voided_at IS NULL) AS places,
        (SELECT coalesce(sum(amount_minor), 0) FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'failed')
          AS refunded_minor,
        p.captured_minor = 0 OR (
          EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.key = 'received:' || p.id)
          AND (p.order_id IS NULL
            OR EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.key = 'fulfilled:' || p.order_id::text))
        ) AS is_posted
      FROM payments p LEFT JOIN orders o ON o.id = p.order_id
      WHERE p.event_id = ${eventId} AND p.id > ${after}
      ORDER BY p.id LIMIT ${PAGE}`);
    yield rows.map((row) => ({
      paymentId: row.id,
      orderId: row.order_id,
      totalMinor: Number(row.total_minor ?? 0),
      places: Number(row.places),
      capturedMinor: Number(row.captured_minor),
      refundedMinor: Number(row.refunded_minor),
      isPosted: row.is_posted,
    }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

export async function ledgerSums(
  database: Database,
  eventId: EventId,
): Promise<{ readonly clearingMinor: number; readonly sumMinor: number }> {
  const { rows } = await database.execute<{ clearing: string; sum: string }>(sql`
    SELECT coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'psp_clearing'), 0) AS clearing,
      coalesce(sum(e.amount_minor), 0) AS sum
    FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_key = t.key WHERE t.event_id = ${eventId}`);
  return { clearingMinor: Number(rows[0]?.clearing ?? 0), sumMinor: Number(rows[0]?.sum ?? 0) };
}

/** Refunds and disputes of the event by the provider's ids: what else moved its balance. */
export async function movementSources(database: Database, eventId: EventId, limit: number): Promise<string[]> {
  const { rows } = await database.execute<{ id: string }>(sql`
    SELECT r.provider_refund_id AS id FROM refunds r JOIN payments p ON p.id = r.payment_id
    WHERE p.event_id = ${eventId} AND r.provider_refund_id IS NOT NULL
    UNION ALL
    SELECT d.id FROM disputes d JOIN payments p ON p.id = d.payment_id
    WHERE p.event_id = ${eventId} AND d.withdrawn
    LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}
