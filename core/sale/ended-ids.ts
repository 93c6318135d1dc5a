/**
 * Which reservations may have ended: a Bloom filter of fixed size, so that a new one needs no look into the store
 * (which costs more than all the rest of a hold) and memory does not grow with everybody who ever held a seat.
 *
 * "No" is certain; "yes" means to look. At 100,000 ended reservations one look in 900 is in vain, at 500,000 one in six.
 * Ids come from a keyed hash (`identity.ts`), so their own digits serve as hashes and nobody can aim at a collision.
 */
import type { ReservationId } from "../brand.ts";

const BITS = 1 << 21;
const WORD_BITS = 32;
const PROBES = 4;
const DIGITS_PER_WORD = 8;

export class EndedIds {
  readonly #words: Uint32Array;

  /** @param digits what {@link digits} gave */
  constructor(digits?: string) {
    this.#words = new Uint32Array(BITS / WORD_BITS);
    if (digits === undefined) return;
    for (let word = 0; word < this.#words.length; word += 1)
      this.#words[word] = Number.parseInt(digits.slice(word * DIGITS_PER_WORD, (word + 1) * DIGITS_PER_WORD), 16);
  }

  add(id: ReservationId): void {
    for (const bit of bitsOf(id)) {
      const word = bit >>> 5;
      this.#words[word] = (this.#words[word] ?? 0) | (1 << (bit & 31));
    }
  }

  mayHave(id: ReservationId): boolean {
    return bitsOf(id).every((bit) => ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0);
  }

  /** The filter as text, eight hex digits a word. */
  digits(): string {
    return Array.from(this.#words, (word) => word.toString(16).padStart(DIGITS_PER_WORD, "0")).join("");
  }
}

/** Double hashing over the random digits of `xxxxxxxx-xxxx-8xxx-vxxx-…`. */
function bitsOf(id: ReservationId): number[] {
  const start = Number.parseInt(id.slice(0, 8), 16);
  const step = Number.parseInt(id.slice(9, 13) + id.slice(15, 18), 16) | 1;
  return Array.from({ length: PROBES }, (_, probe) => (start + probe * step) % BITS);
}
