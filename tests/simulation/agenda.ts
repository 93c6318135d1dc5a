/** What happens next in a simulation, and the dice: both repeat exactly for the same seed. */

/** mulberry32: numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Acts in the order of their time; of one time, in the order in which they were put down. A binary heap. */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #order = 0;
  now: number;

  constructor(startMs: number) {
    this.now = startMs;
  }

  at(at: number, act: () => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, act });
    for (let index = heap.length - 1; index > 0;) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent]!, heap[index]!)) break;
      [heap[parent], heap[index]] = [heap[index]!, heap[parent]!];
      index = parent;
    }
  }

  run(untilMs: number): void {
    while (this.#heap.length > 0 && this.#heap[0]!.at <= untilMs) {
      const next = this.#take();
      this.now = next.at;
      next.act();
    }
    this.now = untilMs;
  }

  #take(): Appointment {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let index = 0; ;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(heap[index]!, heap[child]!)) break;
      [heap[child], heap[index]] = [heap[index]!, heap[child]!];
      index = child;
    }
    return first;
  }
}

function isBefore(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
