/**
 * Promises that were seen broken, with what was seen. Counts all, keeps the first of each promise: a broken system
 * breaks often.
 */
export type PromiseId = "W1" | "W3" | "W4" | "S1" | "S6" | "S7" | "S8" | "S9" | "mail" | "answers";

export interface Breach {
  readonly promise: PromiseId;
  readonly what: string;
}

const KEPT_OF_EACH_MAX = 5;

export class Breaches {
  readonly #kept: Breach[] = [];
  readonly #counts = new Map<PromiseId, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The first {@link KEPT_OF_EACH_MAX} of each promise. */
  get kept(): readonly Breach[] {
    return this.#kept;
  }

  add(promise: PromiseId, what: string): void {
    this.#count += 1;
    const before = this.#counts.get(promise) ?? 0;
    this.#counts.set(promise, before + 1);
    if (before < KEPT_OF_EACH_MAX) this.#kept.push({ promise, what });
  }
}
