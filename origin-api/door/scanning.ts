/**
 * Judges the scans that a gate hands in: those it asks about now, and those it judged itself while it had no network.
 *
 * Read, judge, write, and read again what stands in the books: whoever lost a race finds the winner there and is judged
 * anew. A scan that a gate made by itself is written as it was, because the person is inside; whether the books object
 * is said with it.
 */
import { millis, type EventId, type Millis, type PassId } from "../../core/brand.ts";
import type { Outcome, Scan, ScanAnswer } from "../../core/contract/door.ts";
import type { DoorHours } from "../../core/door/hours.ts";
import { judge, type DoorAt, type Entry, type ListedPass, type Presented } from "../../core/door/judge.ts";
import { passNumberOf } from "../books/identity.ts";
import type { Database } from "../db/client.ts";
import type { PassKeys } from "./pass-keys.ts";
import { readScene, writeScans, type NewScan, type ScanRow, type Scene } from "./scan-store.ts";

/** The second is enough against other gates; the rest is for somebody who sends people back at the same moment. */
const ROUNDS_MAX = 5;

export interface DoorOfEvent {
  readonly database: Database;
  readonly keys: PassKeys;
  readonly eventId: EventId;
  readonly hours: DoorHours;
  /** Label by key. */
  readonly categories: Readonly<Record<string, string>>;
  /** Who scans: `user:{id}` or `key:{id}`. */
  readonly actor: string;
  readonly nowMs: Millis;
}

/** A scan with what its code turned out to be. */
interface Shown {
  readonly scan: Scan;
  readonly presented: Presented;
  readonly passId: PassId | null;
  readonly place: string;
}

export type Scanned =
  | { readonly kind: "answered"; readonly answers: readonly ScanAnswer[] }
  /** This nonce was used for another ticket. */
  | { readonly kind: "mismatch"; readonly index: number }
  /** Others were faster, again and again. */
  | { readonly kind: "busy" };

export async function scanAll(door: DoorOfEvent, scans: readonly Scan[]): Promise<Scanned> {
  const shown = await Promise.all(scans.map((scan) => shownIn(scan, door.keys)));
  const nonces = scans.map(({ nonce }) => nonce);
  const passIds = shown.flatMap(({ passId }) => (passId === null ? [] : [passId]));
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const scene = await readScene(door.database, door.eventId, nonces, passIds);
    const index = shown.findIndex(({ scan, passId }) => {
      const known = scene.known.get(scan.nonce);
      return known !== undefined && known.passId !== passId;
    });
    if (index >= 0) return { kind: "mismatch", index };
    const fresh = judgeFresh(door, shown, scene);
    const letInAnyway = shown.flatMap(({ scan }) => {
      const known = scene.known.get(scan.nonce);
      return scan.judged === "admitted" && known !== undefined && known.outcome !== "admitted" ? [scan.nonce] : [];
    });
    if (fresh.length === 0 && letInAnyway.length === 0) {
      return { kind: "answered", answers: shown.map((one) => answerOf(door, one, scene)) };
    }
    await writeScans(door.database, door.eventId, fresh, letInAnyway);
  }
  return { kind: "busy" };
}

async function shownIn(scan: Scan, keys: PassKeys): Promise<Shown> {
  if (scan.passId !== undefined) {
    return { scan, presented: { kind: "typed", passId: scan.passId }, passId: scan.passId, place: "" };
  }
  const claims = await keys.verify(scan.code ?? "");
  if (claims === undefined) return { scan, presented: { kind: "not_genuine" }, passId: null, place: "" };
  const { aud: eventId, sub: passId, ed: edition, pl: place } = claims;
  return { scan, presented: { kind: "code", eventId, passId, edition }, passId, place };
}

/** Judges what is not known yet, in the order in which it was handed in. */
function judgeFresh(door: DoorOfEvent, shown: readonly Shown[], scene: Scene): NewScan[] {
  const inside = new Map<PassId, Entry>();
  for (const [passId, { nonce, scannedAt, gate }] of scene.inside) {
    inside.set(passId, { nonce, atMs: millis(scannedAt.getTime()), gate });
  }
  const fresh: NewScan[] = [];
  for (const { scan, presented, passId, place } of shown) {
    if (scene.known.has(scan.nonce)) continue;
    const { nonce, gate, offline } = scan;
    const atMs = offline ? millis(Math.min(Date.parse(scan.at), door.nowMs)) : door.nowMs;
    const at: DoorAt = { eventId: door.eventId, hours: door.hours, atMs };
    const entry = passId === null ? undefined : inside.get(passId);
    const verdict = judge(presented, listedIn(scene, passId), offline ? undefined : entry, at);
    const judged: Outcome = verdict.kind === "admitted" ? "admitted" : verdict.reason;
    const outcome = scan.judged ?? judged;
    const objection = offline && outcome === "admitted" && judged !== "admitted" ? judged : null;
    const scannedAt = new Date(atMs).toISOString();
    fresh.push({ nonce, passId, place, gate, scannedAt, offline, outcome, objection, scannedBy: door.actor });
    if (outcome === "admitted" && passId !== null && entry === undefined) inside.set(passId, { nonce, atMs, gate });
  }
  return fresh;
}

function listedIn(scene: Scene, passId: PassId | null): ListedPass | undefined {
  const booked = passId === null ? undefined : scene.passes.get(passId);
  if (booked === undefined) return undefined;
  const { edition, voidedAt } = booked;
  return { edition, voidedAtMs: voidedAt === null ? undefined : millis(voidedAt.getTime()) };
}

function answerOf(door: DoorOfEvent, { scan, presented, passId, place }: Shown, scene: Scene): ScanAnswer {
  const row = scene.known.get(scan.nonce);
  if (row === undefined) throw new Error("a scan that was answered is not known");
  const first = passId === null ? undefined : scene.inside.get(passId);
  return {
    nonce: row.nonce,
    outcome: row.outcome,
    // of another event nothing is told but that it is one
    pass: presented.kind === "not_genuine" || row.outcome === "other_event" ? null : passOf(door, passId, place, scene),
    inside: row.outcome === "already_inside" && first !== undefined ? entryOf(first) : null,
    conflict: conflictOf(row, first),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}

function passOf(door: DoorOfEvent, passId: PassId | null, place: string, scene: Scene): ScanAnswer["pass"] {
  const booked = passId === null ? undefined : scene.passes.get(passId);
  if (passId === null || (booked === undefined && place === "")) return null;
  if (booked === undefined) return { passId, number: null, place, category: null, holder: null };
  const { reference, position, label, category, holder } = booked;
  return {
    passId,
    number: passNumberOf(reference, position),
    place: label,
    category: door.categories[category] ?? category,
    holder,
  };
}

function entryOf({ scannedAt, gate }: Pick<ScanRow, "scannedAt" | "gate">): { at: string; gate: string } {
  return { at: scannedAt.toISOString(), gate };
}

/** Why somebody is inside who should not be. */
export function conflictOf(
  row: Pick<ScanRow, "nonce" | "outcome" | "objection" | "undoneAt">,
  first: Pick<ScanRow, "nonce" | "scannedAt" | "gate"> | undefined,
): ScanAnswer["conflict"] {
  if (row.outcome !== "admitted" || row.undoneAt !== null) return null;
  if (row.objection !== null && row.objection !== "admitted") return { reason: row.objection, first: null };
  if (first === undefined || first.nonce === row.nonce) return null;
  return { reason: "already_inside", first: entryOf(first) };
}
