/**
 * The browser's own database, as promises: what a gate must still know after its tab was closed or its battery died.
 * Other files say what is kept; this one opens it and waits for it.
 */
const NAME = "foyer-door";
const VERSION = 1;

export const STORES = {
  /** By event: the list's head. */
  lists: "lists",
  /** By event and pass; index `number`. */
  passes: "passes",
  /** By nonce: what the office has not heard yet; index `event`. */
  queue: "queue",
  /** By nonce: the last scans of this gate; index `event`. */
  recent: "recent",
} as const;

let opened: Promise<IDBDatabase> | undefined;

export function database(): Promise<IDBDatabase> {
  opened ??= open();
  return opened;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.addEventListener("upgradeneeded", () => {
    const { result } = request;
    result.createObjectStore(STORES.lists, { keyPath: "eventId" });
    result
      .createObjectStore(STORES.passes, { keyPath: ["eventId", "id"] })
      .createIndex("number", ["eventId", "number"]);
    for (const name of [STORES.queue, STORES.recent]) {
      result.createObjectStore(name, { keyPath: "nonce" }).createIndex("event", "eventId");
    }
  });
  return done(request);
}

/** What a request finds. */
export function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the device's database failed")));
  });
}

/**
 * Does `work` in one transaction: all of it is kept, or nothing. `work` may wait for requests of the transaction only.
 */
export async function transact<Value>(
  stores: readonly string[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => Promise<Value> | Value,
): Promise<Value> {
  const transaction = (await database()).transaction([...stores], mode, { durability: "strict" });
  const settled = new Promise<void>((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("the device's database failed")));
  });
  const [value] = await Promise.all([work(transaction), settled]);
  return value;
}
