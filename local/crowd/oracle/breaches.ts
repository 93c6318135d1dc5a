/**
 * Promises that were seen broken, with what was seen. Counts all, keeps the first ones: a broken system breaks often.
 */
export type PromiseId = "W1" | "W3" | "W4" | "S1" | "S6" | "S7" | "S8" | "S9" | "mail" | "answers";

export interface Breach {
  readonly promise: PromiseId;
  readonly what: string;
}

const KEPT_MAX = 50;

export class Breaches {
  readonly #kept: Breach[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The first {@link KEPT_MAX}. */
  get kept(): readonly Breach[] {
    return this.#kept;
  }

  add(promise: PromiseId, what: string): void {
    this.#count += 1;
    if (this.#kept.length < KEPT_MAX) this.#kept.push({ promise, what });
  }
}
