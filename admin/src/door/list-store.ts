/**
 * The list of an event's passes on this device: kept page by page, looked up one by one, never held in memory as a whole.
 *
 * What the office tells never overwrites an admission that it has not heard of yet.
 */
import { millis, type EventId, type PassId } from "../../../core/brand.ts";
import type { ListedPassRow } from "../../../core/contract/door.ts";
import { firstEntry } from "../../../core/door/entries.ts";
import type { Entry } from "../../../core/door/judge.ts";
import { done, STORES, transact } from "./database.ts";
import type { KeptList, KeptPass, Queued } from "./records.ts";

const KEPT_AFTER_CLOSING_MS = 7 * 24 * 3_600_000;

export function keptList(eventId: EventId): Promise<KeptList | undefined> {
  return transact([STORES.lists], "readonly", (transaction) =>
    done<KeptList | undefined>(transaction.objectStore(STORES.lists).get(eventId)),
  );
}

/** Lists of events that are long over go, unless there is something of theirs that the office has not heard. */
export function forgetOldLists(nowMs: number): Promise<void> {
  return transact([STORES.lists, STORES.passes, STORES.queue, STORES.recent], "readwrite", async (transaction) => {
    const lists = transaction.objectStore(STORES.lists);
    for (const { eventId, event } of await done<KeptList[]>(lists.getAll())) {
      if (nowMs - Date.parse(event.closesAt) < KEPT_AFTER_CLOSING_MS) continue;
      if ((await done(transaction.objectStore(STORES.queue).index("event").count(eventId))) > 0) continue;
      lists.delete(eventId);
      transaction.objectStore(STORES.passes).delete(IDBKeyRange.bound([eventId, ""], [eventId, "\uffff"]));
      const recent = transaction.objectStore(STORES.recent);
      for (const nonce of await done(recent.index("event").getAllKeys(eventId))) recent.delete(nonce);
    }
  });
}

/** Keeps a page and the head that goes with it, both or neither. */
export function keepPage(list: KeptList, rows: readonly ListedPassRow[]): Promise<void> {
  const { eventId } = list;
  return transact([STORES.lists, STORES.passes, STORES.queue], "readwrite", async (transaction) => {
    const queue = transaction.objectStore(STORES.queue).index("event");
    const waiting = await done<Queued[]>(queue.getAll(eventId));
    const unheard = new Map<PassId, Entry>();
    for (const { passId, scan, undo, nonce } of waiting) {
      if (passId === null || scan?.judged !== "admitted" || undo) continue;
      unheard.set(passId, { nonce, atMs: millis(Date.parse(scan.at)), gate: scan.gate });
    }
    const passes = transaction.objectStore(STORES.passes);
    for (const row of rows) passes.put(keptPassOf(eventId, row, unheard.get(row[0])));
    transaction.objectStore(STORES.lists).put(list);
  });
}

function keptPassOf(eventId: EventId, row: ListedPassRow, unheard: Entry | undefined): KeptPass {
  const [id, number, place, category, edition, voidedAtMs, told] = row;
  const entries = unheard === undefined ? [] : [unheard];
  if (told !== null) entries.push({ nonce: told[0], atMs: millis(told[1]), gate: told[2] });
  return { eventId, id, number, place, category, edition, voidedAtMs, inside: firstEntry(entries) ?? null };
}

export function keptPass(eventId: EventId, passId: PassId): Promise<KeptPass | undefined> {
  return transact([STORES.passes], "readonly", (transaction) =>
    done<KeptPass | undefined>(transaction.objectStore(STORES.passes).get([eventId, passId])),
  );
}

/** The tickets whose number is `number`, or begins with it and a dash: all of an order. */
export function passesByNumber(eventId: EventId, number: string): Promise<KeptPass[]> {
  return transact([STORES.passes], "readonly", async (transaction) => {
    const index = transaction.objectStore(STORES.passes).index("number");
    const exact = await done<KeptPass[]>(index.getAll([eventId, number]));
    if (exact.length > 0) return exact;
    const range = IDBKeyRange.bound([eventId, `${number}-`], [eventId, `${number}-\uffff`]);
    const found = await done<KeptPass[]>(index.getAll(range));
    return found.toSorted((a, b) => positionOf(a) - positionOf(b));
  });
}

function positionOf({ number }: KeptPass): number {
  return Number(number.split("-").at(-1));
}

/** Notes who is inside with a pass, or that nobody is, within a transaction over the passes. */
export async function putInside(
  transaction: IDBTransaction,
  eventId: EventId,
  { id, place }: Pick<KeptPass, "id" | "place">,
  inside: Entry | null,
): Promise<void> {
  const passes = transaction.objectStore(STORES.passes);
  const known = await done<KeptPass | undefined>(passes.get([eventId, id]));
  const unlisted: KeptPass = { eventId, id, number: "", place, category: "", edition: 1, voidedAtMs: null, inside };
  passes.put(known === undefined ? unlisted : { ...known, inside });
}
