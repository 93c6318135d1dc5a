// Owns the names under which statements are prepared: the same text has the same name on every connection. A text has
// to come twice, so that what is asked only once is not kept by Postgres for ever; and there are only so many names.

const NAMED_MAX = 300;
const SEEN_MAX = 3_000;
const TEXT_LENGTH_MAX = 20_000;

export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  /** `undefined` for a statement that is not worth preparing. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= NAMED_MAX || text.length > TEXT_LENGTH_MAX) return known;
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= SEEN_MAX) this.#seen.clear();
      this.#seen.add(text);
      return undefined;
    }
    this.#seen.delete(text);
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
