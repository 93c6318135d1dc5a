/**
 * What is due next: a binary heap of names by time.
 *
 * An entry is a promise to look, not a truth: a hold that was paid, released or extended leaves its old entry behind,
 * and whoever takes the entry asks the thing itself. Rebuilt when most entries are left-overs, so it stays within a
 * small multiple of what is live however often somebody takes and drops seats.
 */

const LEFT_OVERS_MIN = 1_024;

interface Due<Name> {
  readonly atMs: number;
  readonly name: Name;
}

export class Deadlines<Name extends string> {
  #heap: Due<Name>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** When to look first, or infinity. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Infinity;
  }

  add(name: Name, atMs: number): void {
    const heap = this.#heap;
    const added = { atMs, name };
    let hole = heap.length;
    heap.push(added);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(added, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = added;
  }

  /** Takes the first name whose time has come. */
  take(nowMs: number): Name | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.atMs > nowMs) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first.name;
  }

  /** Drops left-overs once they outnumber the `liveCount` that `live` lists. */
  tidy(liveCount: number, live: () => Iterable<readonly [Name, number]>): void {
    if (this.#heap.length < LEFT_OVERS_MIN + 2 * liveCount) return;
    this.#heap = [];
    for (const [name, atMs] of live()) this.add(name, atMs);
  }

  #sink(moved: Due<Name>): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      const leftIndex = 2 * hole + 1;
      const left = heap[leftIndex];
      if (left === undefined) break;
      const right = heap[leftIndex + 1];
      const rightFirst = right !== undefined && isBefore(right, left);
      const child = rightFirst ? right : left;
      if (!isBefore(child, moved)) break;
      heap[hole] = child;
      hole = rightFirst ? leftIndex + 1 : leftIndex;
    }
    heap[hole] = moved;
  }
}

// Ties in the order of names: two objects that fold the same journal look in the same order.
function isBefore<Name extends string>(a: Due<Name>, b: Due<Name>): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.name < b.name);
}
