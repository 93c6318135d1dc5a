/**
 * Writes in groups: what arrives within a moment is written by one transaction, and every caller is answered after it.
 *
 * One insert costs little, one transaction much: grouping is what lets an object write as often as it can be called.
 * The output gate of the runtime then holds the answers until the transaction is on disk.
 */

/**
 * How long a group gathers: the first of it waits this long, the last not at all. A transaction costs some 150 µs of
 * CPU whatever is in it (measured in workerd), so shorter groups would cost more than they save.
 */
const GATHER_MS = 1;
/** A group this large is written at once, so that one burst does not become one long stop. */
const GROUP_MAX = 512;

export interface GroupCommitPort<Row> {
  /** Writes all rows or none, synchronously. */
  readonly write: (rows: readonly Row[]) => void;
  /** A group could not be written: memory is ahead of the disk, so the object must be thrown away. */
  readonly onFailure: (error: unknown) => void;
}

export class GroupCommit<Row> {
  readonly #port: GroupCommitPort<Row>;
  #rows: Row[] = [];
  #group: PromiseWithResolvers<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(port: GroupCommitPort<Row>) {
    this.#port = port;
  }

  /** @throws once a group has failed: nothing may be decided on top of what was lost. */
  add(row: Row): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#rows.push(row);
    if (this.#rows.length >= GROUP_MAX) this.flush();
    else if (this.#group === undefined) {
      this.#group = Promise.withResolvers();
      setTimeout(() => this.flush(), GATHER_MS);
    }
  }

  /** Resolves when all that was added so far is written. */
  async written(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    await this.#group?.promise;
  }

  /** Writes what has gathered, now: for those who read the storage itself. */
  flush(): void {
    const rows = this.#rows;
    const group = this.#group;
    this.#rows = [];
    this.#group = undefined;
    if (rows.length === 0) return;
    try {
      this.#port.write(rows);
      group?.resolve();
    } catch (error) {
      this.#failure = { error };
      // Callers hear of it through the object's reset, or through this; nobody may be listening (a sweep).
      group?.promise.catch(() => undefined);
      group?.reject(error);
      this.#port.onFailure(error);
    }
  }
}
