/**
 * Between this device and the office: what the office has not heard goes out, what changed comes in. Everything here may
 * be cut off at any point and begun again.
 */
import { errors } from "jose";
import { ApiProblem } from "../api/client.ts";
import { readListPage, readPassKeys, sendScans, undoScan } from "../api/door.ts";
import type { EventId, PassId } from "../../../core/brand.ts";
import { DOOR_LIMITS, type Scan } from "../../../core/contract/door.ts";
import { keepPage, keptList } from "./list-store.ts";
import type { KeptList } from "./records.ts";
import { heard, queued } from "./scan-store.ts";
import { verifyPage } from "./verify.ts";

const NOT_UNDERSTOOD = 422;

/** Tells the office what it has not heard. Throws when it does not answer; what is left then is told the next time. */
export async function sendQueue(eventId: EventId): Promise<void> {
  const scans = (await queued(eventId)).flatMap(({ scan }) => (scan === null ? [] : [scan]));
  for (let from = 0; from < scans.length; from += DOOR_LIMITS.scansPerCallMax) {
    await sendBatch(eventId, scans.slice(from, from + DOOR_LIMITS.scansPerCallMax));
  }
  for (const { nonce, scan, undo } of await queued(eventId)) {
    if (undo && scan === null) await sendUndo(eventId, nonce);
  }
}

/** One scan that the office does not understand must not keep the others: then each goes by itself. */
async function sendBatch(eventId: EventId, scans: readonly Scan[]): Promise<void> {
  try {
    const { scans: answers } = await sendScans(eventId, scans);
    for (const { nonce, outcome, conflict, inside } of answers) {
      await heard(nonce, { outcome, conflict: conflict?.reason ?? null, ...(inside === null ? {} : { inside }) });
    }
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== NOT_UNDERSTOOD) throw error;
    if (scans.length === 1) return; // it stays on this device, and is counted as not sent
    for (const scan of scans) await sendBatch(eventId, [scan]);
  }
}

async function sendUndo(eventId: EventId, nonce: string): Promise<void> {
  try {
    await undoScan(eventId, nonce);
  } catch (error) {
    // by then somebody else may have undone it, or the office had never let anybody in by it
    if (!(error instanceof ApiProblem) || error.code !== "conflict") throw error;
  }
  await heard(nonce, {});
}

/** Brings the list up to date, or on with its first download. @param say hears of each page that is kept. */
export async function updateList(eventId: EventId, say: (list: KeptList, kept: number) => void): Promise<KeptList> {
  let kept = await keptList(eventId);
  const isFirst = kept === undefined || kept.next !== null;
  const since = isFirst ? undefined : kept?.version;
  let after: PassId | null = isFirst ? (kept?.next ?? null) : null;
  let version = isFirst ? kept?.version : undefined;
  let passes = 0;
  for (;;) {
    const askedAtMs = Date.now();
    const page = await trustedPage(eventId, { since, after: after ?? undefined }, kept);
    version ??= page.version; // of the first page: what changed while the others came is told next time
    after = page.next;
    passes += page.passes.length;
    const { event, keys, total } = page;
    const asOfMs = Date.parse(page.asOf);
    const clockOffsetMs = asOfMs - Math.round((askedAtMs + Date.now()) / 2);
    // until its last page is here, what is held is as old as before
    const reached = after === null ? version : isFirst ? version : (kept?.version ?? version);
    kept = { eventId, event, keys, total, asOfMs, clockOffsetMs, version: reached, next: isFirst ? after : null };
    await keepPage(kept, page.passes);
    say(kept, passes);
    if (after === null) return kept;
  }
}

type Asked = Parameters<typeof readListPage>[1];

/** A page that is signed with a key that is known already, or else with one that everybody can read. */
async function trustedPage(eventId: EventId, asked: Asked, kept: KeptList | undefined) {
  const { bytes, signature, page } = await readListPage(eventId, asked);
  try {
    await verifyPage(bytes, signature, eventId, kept?.keys ?? []);
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    await verifyPage(bytes, signature, eventId, await readPassKeys());
  }
  return page;
}
