/** Things that fall due, the earliest first: a binary heap. An entry is not removed early; its owner ignores it then. */
export class Deadlines<Item> {
  readonly #heap: { readonly atMs: number; readonly item: Item }[] = [];

  get earliestMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  add(atMs: number, item: Item): void {
    const heap = this.#heap;
    let index = heap.push({ atMs, item }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#dueMs(parent) <= atMs) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** The earliest item, when it is due at `nowMs` or before; it is gone from here then. */
  takeDue(nowMs: number): { readonly atMs: number; readonly item: Item } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.#swap(0, heap.length - 1);
    heap.pop();
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const child = this.#dueMs(left + 1) < this.#dueMs(left) ? left + 1 : left;
      if (this.#dueMs(index) <= this.#dueMs(child)) return first;
      this.#swap(index, child);
      index = child;
    }
  }

  #dueMs(index: number): number {
    return this.#heap[index]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [left, right] = [this.#heap[a], this.#heap[b]];
    if (left === undefined || right === undefined) return;
    this.#heap[a] = right;
    this.#heap[b] = left;
  }
}
