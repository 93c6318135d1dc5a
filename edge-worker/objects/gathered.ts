/**
 * Calls that travel together. What an isolate's requests ask of one object within a moment goes there as one call: an
 * object call costs about twice a bare answer, and an object takes about a thousand of them a second however little is
 * in each, so a crowd that comes at once is carried in groups, as it is written in groups behind the door.
 *
 * Every request waits for a promise of its own, with a timer of its own, and is answered through it: the platform runs
 * what follows a promise in the request that made it, and ends a request that waits for nothing of its own. The first
 * of a group carries all of it, also when its own client has gone.
 */
import type { Pace } from "../views/shared-view.ts";

/** How long a group gathers: the first waits this long, the last not at all. */
const GATHER_MS = 1;
/** A call answers in milliseconds; whoever has waited this long is told that the object does not answer. */
const PATIENCE_MS = 10_000;

/** Asks the object of that name, and answers each item at its own index. Rejects when nothing is known of any. */
type Carry<Item, Outcome> = (name: string, items: readonly Item[]) => Promise<readonly Outcome[]>;

interface Waiting<Item, Outcome> extends PromiseWithResolvers<Outcome> {
  readonly item: Item;
}

/** The object did not answer in time. What was asked may have happened all the same. */
export class NotAnswered extends Error {
  override readonly name = "NotAnswered";
  /** As the platform marks an object that is out of reach. */
  readonly remote = true;
}

export class GatheredCalls<Item, Outcome> {
  readonly #carry: Carry<Item, Outcome>;
  readonly #groupMax: number;
  /** The group that still gathers, by the object's name. */
  readonly #gathering = new Map<string, Waiting<Item, Outcome>[]>();

  /** @param groupMax what the object takes in one call. */
  constructor(groupMax: number, carry: Carry<Item, Outcome>) {
    this.#groupMax = groupMax;
    this.#carry = carry;
  }

  async ask(name: string, item: Item, pace: Pace): Promise<Outcome> {
    const mine: Waiting<Item, Outcome> = { item, ...Promise.withResolvers<Outcome>() };
    const patience = setTimeout(() => mine.reject(new NotAnswered()), PATIENCE_MS);
    try {
      this.#join(name, mine, pace);
      return await mine.promise;
    } finally {
      clearTimeout(patience);
    }
  }

  #join(name: string, mine: Waiting<Item, Outcome>, pace: Pace): void {
    const open = this.#gathering.get(name);
    if (open === undefined) {
      const group = [mine];
      this.#gathering.set(name, group);
      pace.waitUntil(this.#send(name, group, pace));
    } else {
      open.push(mine);
      if (open.length >= this.#groupMax) this.#gathering.delete(name); // full: the next one begins another
    }
  }

  /** Never rejects: each of the group is told on its own. */
  async #send(name: string, group: readonly Waiting<Item, Outcome>[], pace: Pace): Promise<void> {
    try {
      await pace.sleep(GATHER_MS);
      if (this.#gathering.get(name) === group) this.#gathering.delete(name);
      const outcomes = await this.#carry(
        name,
        group.map(({ item }) => item),
      );
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) reject(new NotAnswered());
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
