/**
 * Every statement about scans: what the books know of those that are handed in, writing them, sending somebody back.
 *
 * Writing is safe to repeat: a nonce is written once, and whoever has a network admits a pass once, which a unique index
 * sees to (`scans_admitted_once`). What was not written is looked at again by the caller.
 */
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { EventId, OrderId, PassId } from "../../core/brand.ts";
import type { Outcome } from "../../core/contract/door.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { scans } from "../db/schema/door.ts";
import { orders, passes } from "../db/schema/orders.ts";

export type ScanRow = typeof scans.$inferSelect;
export type NewScan = Omit<ScanRow, "eventId" | "scannedAt" | "undoneAt" | "undoneBy" | "changedAt"> & {
  readonly scannedAt: string;
};

/** A pass of the event with what a steward is told of it. */
export interface BookedPass {
  readonly id: PassId;
  readonly orderId: OrderId;
  readonly position: number;
  readonly reference: string;
  readonly label: string;
  readonly category: string;
  readonly edition: number;
  readonly voidedAt: Date | null;
  readonly holder: string | null;
}

/** What the books know when scans are handed in. */
export interface Scene {
  readonly known: ReadonlyMap<string, ScanRow>;
  readonly passes: ReadonlyMap<PassId, BookedPass>;
  /** Who was first inside with each pass, by time, then by nonce. */
  readonly inside: ReadonlyMap<PassId, Pick<ScanRow, "nonce" | "scannedAt" | "gate">>;
}

export async function readScene(
  database: Database,
  eventId: EventId,
  nonces: readonly string[],
  passIds: readonly PassId[],
): Promise<Scene> {
  const ids = [...new Set(passIds)];
  const [known, booked, entries] = await database.batch([
    database
      .select()
      .from(scans)
      .where(and(eq(scans.eventId, eventId), inArray(scans.nonce, [...nonces]))),
    database
      .select({
        id: passes.id,
        orderId: orders.id,
        position: passes.position,
        reference: orders.reference,
        label: passes.label,
        category: passes.category,
        edition: passes.edition,
        voidedAt: passes.voidedAt,
        holder: orders.buyerName,
      })
      .from(passes)
      .innerJoin(orders, eq(orders.id, passes.orderId))
      .where(and(eq(orders.eventId, eventId), inArray(passes.id, ids))),
    database
      .selectDistinctOn([scans.passId], {
        passId: scans.passId,
        nonce: scans.nonce,
        scannedAt: scans.scannedAt,
        gate: scans.gate,
      })
      .from(scans)
      .where(
        and(
          eq(scans.eventId, eventId),
          inArray(scans.passId, ids),
          eq(scans.outcome, "admitted"),
          isNull(scans.undoneAt),
        ),
      )
      .orderBy(asc(scans.passId), asc(scans.scannedAt), asc(scans.nonce)),
  ]);
  const inside = entries.flatMap(({ passId, ...entry }) => (passId === null ? [] : [[passId, entry] as const]));
  return {
    known: new Map(known.map((row) => [row.nonce, row])),
    passes: new Map(booked.map((pass) => [pass.id, pass])),
    inside: new Map(inside),
  };
}

/**
 * Writes scans that are not known yet, and lets count who was let in although the office had said no.
 *
 * @param letInAnyway nonces of known refusals: the gate never heard of them and let the person in.
 */
export async function writeScans(
  database: Database,
  eventId: EventId,
  fresh: readonly NewScan[],
  letInAnyway: readonly string[],
): Promise<void> {
  const admitted: Outcome = "admitted";
  await database.batch([
    // in the order of passes, so that two who write the same ones do not wait for each other in a circle
    database.execute(sql`
      INSERT INTO scans (event_id, nonce, pass_id, place, gate, scanned_at, offline, outcome, objection, scanned_by)
      SELECT ${eventId}, s.nonce, s."passId", s.place, s.gate, s."scannedAt", s.offline, s.outcome, s.objection,
        s."scannedBy"
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS s(nonce uuid, "passId" uuid, place text, gate text,
        "scannedAt" timestamptz, offline boolean, outcome text, objection text, "scannedBy" text)
      WHERE s.outcome <> ${admitted} OR s.offline OR NOT EXISTS (
        SELECT 1 FROM scans e WHERE e.event_id = ${eventId} AND e.pass_id = s."passId" AND e.outcome = ${admitted}
          AND e.undone_at IS NULL)
      ORDER BY s."passId", s.nonce
      ON CONFLICT DO NOTHING`),
    database.execute(sql`
      UPDATE scans SET outcome = ${admitted}, offline = true, objection = nullif(outcome, 'already_inside'),
        changed_at = now()
      WHERE event_id = ${eventId} AND outcome <> ${admitted}
        AND nonce IN (SELECT value::uuid FROM jsonb_array_elements_text(${JSON.stringify(letInAnyway)}::jsonb))`),
  ]);
}

/** Sends somebody back out of the books. @returns false when nobody was inside by this scan. */
export async function undoScan(database: Database, act: Act, eventId: EventId, nonce: string): Promise<boolean> {
  return performAct(database, act, {
    change: database
      .update(scans)
      .set({ undoneAt: new Date(act.atMs), undoneBy: act.actor, changedAt: sql`now()` })
      .where(
        and(eq(scans.eventId, eventId), eq(scans.nonce, nonce), eq(scans.outcome, "admitted"), isNull(scans.undoneAt)),
      )
      .returning({ id: scans.nonce }),
  });
}
