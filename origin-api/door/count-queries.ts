/** Reads how a door goes: who is inside, who is expected, who was refused and why, and who should not have been let in. */
import { sql } from "drizzle-orm";
import type { EventId, PassId } from "../../core/brand.ts";
import { DOOR_LIMITS, type DoorCountsDocument } from "../../core/contract/door.ts";
import type { Refusal } from "../../core/door/judge.ts";
import { passNumberOf } from "../books/identity.ts";
import type { Database } from "../db/client.ts";

type Conflict = {
  nonce: string;
  pass_id: PassId | null;
  place: string;
  reference: string | null;
  position: number | null;
  reason: Refusal;
  at: string;
  gate: string;
  first_at: string | null;
  first_gate: string | null;
};

export async function doorCounts(database: Database, eventId: EventId, nowMs: number): Promise<DoorCountsDocument> {
  // a pass with which two went in is one pass inside and one conflict; a code that is not ours is itself
  const [expected, gates, refusals, conflicts] = await database.batch([
    database.execute<{ count: string }>(sql`
      SELECT count(*) AS count FROM passes p JOIN orders o ON o.id = p.order_id
      WHERE o.event_id = ${eventId} AND p.voided_at IS NULL`),
    database.execute<{ gate: string; count: string }>(sql`
      SELECT gate, count(*) AS count FROM (
        SELECT DISTINCT ON (coalesce(pass_id, nonce)) gate FROM scans
        WHERE event_id = ${eventId} AND outcome = 'admitted' AND undone_at IS NULL
        ORDER BY coalesce(pass_id, nonce), scanned_at, nonce) AS inside
      GROUP BY gate ORDER BY gate`),
    database.execute<{ outcome: Refusal; count: string }>(sql`
      SELECT outcome, count(*) AS count FROM scans
      WHERE event_id = ${eventId} AND outcome <> 'admitted' GROUP BY outcome`),
    database.execute<Conflict>(sql`
      WITH inside AS (
        SELECT s.*, first_value(nonce) OVER pass AS first_nonce, first_value(scanned_at) OVER pass AS first_at,
          first_value(gate) OVER pass AS first_gate
        FROM scans s WHERE event_id = ${eventId} AND outcome = 'admitted' AND undone_at IS NULL
        WINDOW pass AS (PARTITION BY coalesce(pass_id, nonce) ORDER BY scanned_at, nonce)
      )
      SELECT i.nonce, i.pass_id, coalesce(p.label, i.place) AS place, o.reference, p.position,
        coalesce(i.objection, 'already_inside') AS reason, i.scanned_at AS at, i.gate,
        CASE WHEN i.objection IS NULL THEN i.first_at END AS first_at,
        CASE WHEN i.objection IS NULL THEN i.first_gate END AS first_gate
      FROM inside i
      LEFT JOIN orders o ON o.event_id = ${eventId} AND o.id = (SELECT order_id FROM passes WHERE id = i.pass_id)
      LEFT JOIN passes p ON p.id = i.pass_id AND p.order_id = o.id
      WHERE i.objection IS NOT NULL OR i.nonce <> i.first_nonce
      ORDER BY i.scanned_at DESC, i.nonce LIMIT ${DOOR_LIMITS.conflictsShownMax}`),
  ]);
  const perGate = gates.rows.map(({ gate, count }) => ({ gate, inside: Number(count) }));
  return {
    inside: perGate.reduce((sum, { inside }) => sum + inside, 0),
    expected: Number(expected.rows[0]?.count ?? 0),
    refusals: Object.fromEntries(refusals.rows.map(({ outcome, count }) => [outcome, Number(count)])),
    gates: perGate,
    conflicts: conflicts.rows.map((row) => ({
      nonce: row.nonce,
      passId: row.pass_id,
      number: row.reference === null || row.position === null ? null : passNumberOf(row.reference, row.position),
      place: row.place,
      reason: row.reason,
      at: new Date(row.at).toISOString(),
      gate: row.gate,
      first:
        row.first_at === null || row.first_gate === null
          ? null
          : { at: new Date(row.first_at).toISOString(), gate: row.first_gate },
    })),
    asOf: new Date(nowMs).toISOString(),
  };
}
