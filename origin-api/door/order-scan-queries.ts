/** Reads what happened at the doors with the passes of one order: a part of its story. */
import { and, asc, eq, inArray } from "drizzle-orm";
import type { EventId, PassId } from "../../core/brand.ts";
import type { OrderScan } from "../../core/contract/door.ts";
import type { Database } from "../db/client.ts";
import { scans } from "../db/schema/door.ts";
import { conflictOf } from "./scanning.ts";

const SCANS_MAX = 500;

/** The scans of each pass, the first first. */
export async function scansOfPasses(
  database: Database,
  eventId: EventId,
  passIds: readonly PassId[],
): Promise<ReadonlyMap<PassId, readonly OrderScan[]>> {
  const rows = await database
    .select()
    .from(scans)
    .where(and(eq(scans.eventId, eventId), inArray(scans.passId, [...passIds])))
    .orderBy(asc(scans.scannedAt), asc(scans.nonce))
    .limit(SCANS_MAX);
  const ofPass = Map.groupBy(rows, ({ passId }) => passId);
  return new Map(
    passIds.map((passId) => {
      const own = ofPass.get(passId) ?? [];
      const first = own.find(({ outcome, undoneAt }) => outcome === "admitted" && undoneAt === null);
      const shown = own.map((row) => ({
        nonce: row.nonce,
        at: row.scannedAt.toISOString(),
        gate: row.gate,
        offline: row.offline,
        outcome: row.outcome,
        conflict: conflictOf(row, first)?.reason ?? null,
        undoneAt: row.undoneAt?.toISOString() ?? null,
      }));
      return [passId, shown];
    }),
  );
}
