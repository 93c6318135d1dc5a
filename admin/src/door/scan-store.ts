/**
 * The scans that the office has not heard of, and the last ones for the steward's eyes. A scan is here before the steward
 * sees its verdict, and leaves only when the office has answered for it: closing the tab or signing out changes nothing.
 */
import type { EventId, PassId } from "../../../core/brand.ts";
import type { Entry } from "../../../core/door/judge.ts";
import { done, STORES, transact } from "./database.ts";
import { putInside } from "./list-store.ts";
import type { Queued, ScanRecord } from "./records.ts";

const RECENT_MAX = 30;

export function queued(eventId: EventId): Promise<Queued[]> {
  return transact([STORES.queue], "readonly", (transaction) =>
    done<Queued[]>(transaction.objectStore(STORES.queue).index("event").getAll(eventId)),
  );
}

/** The last scans of this gate, the newest first. */
export function recentScans(eventId: EventId): Promise<ScanRecord[]> {
  return transact([STORES.recent], "readonly", async (transaction) =>
    newestFirst(await recentIn(transaction, eventId)),
  );
}

/** Keeps a scan that this device has judged by itself, and with it who is inside. */
export function keepScan(item: Queued, record: ScanRecord, inside: Entry | undefined): Promise<void> {
  return transact([STORES.queue, STORES.recent, STORES.passes], "readwrite", async (transaction) => {
    transaction.objectStore(STORES.queue).put(item);
    if (inside !== undefined && item.passId !== null) {
      await putInside(transaction, item.eventId, { id: item.passId, place: record.place }, inside);
    }
    await putRecent(transaction, record);
  });
}

/** Keeps a scan that the office has judged, for the steward's eyes, and who is inside by its word. */
export function keepAnswered(record: ScanRecord, inside: Entry | undefined): Promise<void> {
  return transact([STORES.recent, STORES.passes], "readwrite", async (transaction) => {
    const { eventId, passId, place } = record;
    if (inside !== undefined && passId !== null) await putInside(transaction, eventId, { id: passId, place }, inside);
    await putRecent(transaction, record);
  });
}

/** The office has it: what is left of it is its undoing, or nothing. */
export function heard(nonce: string, change: Partial<ScanRecord>): Promise<void> {
  return transact([STORES.queue, STORES.recent], "readwrite", async (transaction) => {
    const queue = transaction.objectStore(STORES.queue);
    const item = await done<Queued | undefined>(queue.get(nonce));
    if (item?.undo === true && item.scan !== null) queue.put({ ...item, scan: null });
    else queue.delete(nonce);
    await amend(transaction, nonce, change);
  });
}

/** Undoes an admission on this device, and leaves it to be told. */
export function keepUndo(record: ScanRecord, passId: PassId | null): Promise<void> {
  return transact([STORES.queue, STORES.recent, STORES.passes], "readwrite", async (transaction) => {
    const { nonce, eventId, place } = record;
    const queue = transaction.objectStore(STORES.queue);
    const item = await done<Queued | undefined>(queue.get(nonce));
    queue.put({ nonce, eventId, passId, scan: item?.scan ?? null, undo: true } satisfies Queued);
    if (passId !== null) await putInside(transaction, eventId, { id: passId, place }, null);
    await amend(transaction, nonce, { undone: true });
  });
}

async function amend(transaction: IDBTransaction, nonce: string, change: Partial<ScanRecord>): Promise<void> {
  const recent = transaction.objectStore(STORES.recent);
  const record = await done<ScanRecord | undefined>(recent.get(nonce));
  if (record !== undefined) recent.put({ ...record, ...change });
}

async function putRecent(transaction: IDBTransaction, record: ScanRecord): Promise<void> {
  const recent = transaction.objectStore(STORES.recent);
  recent.put(record);
  const all = newestFirst(await recentIn(transaction, record.eventId));
  for (const { nonce } of all.slice(RECENT_MAX)) recent.delete(nonce);
}

function recentIn(transaction: IDBTransaction, eventId: EventId): Promise<ScanRecord[]> {
  return done<ScanRecord[]>(transaction.objectStore(STORES.recent).index("event").getAll(eventId));
}

function newestFirst(records: readonly ScanRecord[]): ScanRecord[] {
  return records.toSorted((a, b) => b.atMs - a.atMs);
}
