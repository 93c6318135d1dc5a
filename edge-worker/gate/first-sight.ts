/**
 * The shield before names that this isolate has never heard. Looking a room or an event up wakes its object, and an
 * object that is woken under an invented name is there for good: so a block of addresses may name only so many a minute.
 * A name that was heard before costs nothing.
 */
/** Names remembered: more than any isolate has events at once. */
const NAMES_MAX = 5_000;

export class HeardNames {
  readonly #names = new Set<string>();
  readonly #sizeMax: number;

  constructor(sizeMax: number = NAMES_MAX) {
    this.#sizeMax = sizeMax;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** From now on it is known. The one that was heard first is forgotten first. */
  remember(name: string): void {
    if (this.#names.size >= this.#sizeMax) {
      for (const first of this.#names) {
        this.#names.delete(first);
        break;
      }
    }
    this.#names.add(name);
  }
}
