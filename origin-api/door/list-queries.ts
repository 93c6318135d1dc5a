/**
 * Reads the list of an event's passes that gates keep: whole, page by page in the order of ids, or what changed since.
 *
 * `since` is a time of the books' clock. A change becomes visible when its transaction ends, a little after the time it
 * bears; so what changed shortly before `since` is told once more.
 */
import { sql } from "drizzle-orm";
import type { EventId, PassId } from "../../core/brand.ts";
import { DOOR_LIMITS, type ListedPassRow } from "../../core/contract/door.ts";
import type { Database } from "../db/client.ts";
import { passNumberOf } from "../books/identity.ts";

/** No transaction that writes passes or scans lasts this long. */
const OVERLAP_MS = 10_000;

export interface ListPage {
  readonly passes: readonly ListedPassRow[];
  readonly next: PassId | null;
  readonly total: number;
  readonly asOfMs: number;
}

type Row = {
  id: PassId;
  reference: string;
  position: number;
  label: string;
  category: string;
  edition: number;
  voided_ms: string | null;
  nonce: string | null;
  scanned_ms: string | null;
  gate: string | null;
};

export async function listPage(
  database: Database,
  eventId: EventId,
  { sinceMs, after }: { readonly sinceMs?: number | undefined; readonly after?: PassId | undefined },
): Promise<ListPage> {
  const isLater = after === undefined ? sql`true` : sql`p.id > ${after}::uuid`;
  const [clock, counted, page] = await database.batch([
    // read first: what is written from now on bears a later time
    database.execute<{ ms: string }>(sql`SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms`),
    database.execute<{ total: string }>(
      sql`SELECT count(*) AS total FROM passes p JOIN orders o ON o.id = p.order_id WHERE o.event_id = ${eventId}`,
    ),
    database.execute<Row>(sql`
      SELECT p.id, o.reference, p.position, p.label, p.category, p.edition,
        (extract(epoch FROM p.voided_at) * 1000)::bigint AS voided_ms,
        inside.nonce, (extract(epoch FROM inside.scanned_at) * 1000)::bigint AS scanned_ms, inside.gate
      FROM passes p JOIN orders o ON o.id = p.order_id
      LEFT JOIN LATERAL (
        SELECT s.nonce, s.scanned_at, s.gate FROM scans s
        WHERE s.event_id = ${eventId} AND s.pass_id = p.id AND s.outcome = 'admitted' AND s.undone_at IS NULL
        ORDER BY s.scanned_at, s.nonce LIMIT 1) AS inside ON true
      WHERE o.event_id = ${eventId} AND ${isLater} AND ${changedSince(eventId, sinceMs)}
      ORDER BY p.id LIMIT ${DOOR_LIMITS.listPageMax + 1}`),
  ]);
  const shown = page.rows.slice(0, DOOR_LIMITS.listPageMax);
  return {
    passes: shown.map(listed),
    next: page.rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
    total: Number(counted.rows[0]?.total ?? 0),
    asOfMs: Number(clock.rows[0]?.ms ?? 0),
  };
}

function changedSince(eventId: EventId, sinceMs: number | undefined) {
  if (sinceMs === undefined) return sql`true`;
  const from = sql`to_timestamp(${Math.max(0, sinceMs - OVERLAP_MS)}::bigint / 1000.0)`;
  return sql`p.id IN (
    SELECT c.id FROM passes c WHERE c.changed_at >= ${from}
    UNION SELECT s.pass_id FROM scans s WHERE s.event_id = ${eventId} AND s.changed_at >= ${from})`;
}

function listed(row: Row): ListedPassRow {
  const { id, reference, position, label, category, edition, nonce, gate } = row;
  const inside: ListedPassRow[6] = nonce === null || gate === null ? null : [nonce, Number(row.scanned_ms), gate];
  const voidedMs = row.voided_ms === null ? null : Number(row.voided_ms);
  return [id, passNumberOf(reference, position), label, category, edition, voidedMs, inside];
}
