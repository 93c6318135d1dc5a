/**
 * What follows from bookings, once for all that were made in the same moment: in a sale that is one call and one message
 * for many orders instead of two for each.
 *
 * The first waits and takes along whatever came meanwhile. Only plain data is shared between requests. Should the one
 * who waits be ended by the platform, the next one after a while takes its place; and should none come, the allocator
 * reminds the office of each sale (docs/adr/0002), and the clock finds the mails.
 */
import { BOOKINGS_MAX } from "../books/booking-store.ts";
import type { Booking } from "../books/booking.ts";
import type { Patience } from "../payments/repeat.ts";

/** Far below the time after which the allocator reminds; what a buyer's mail is later for. */
const GATHER_MS = 200;
const GATHERER_DEAD_AFTER_MS = 2_000;

export class Aftermath {
  readonly #gathered: Booking[] = [];
  #gatheringSinceMs: number | undefined;

  /** Sees to it, or leaves it to whoever is about to. @param see is called with at most {@link BOOKINGS_MAX}. */
  async follow(
    booked: readonly Booking[],
    { nowMs, pause }: Pick<Patience, "nowMs" | "pause">,
    see: (page: readonly Booking[]) => Promise<void>,
  ): Promise<void> {
    this.#gathered.push(...booked);
    if (this.#gathered.length < BOOKINGS_MAX) {
      if (this.#isGathering(nowMs())) return;
      this.#gatheringSinceMs = nowMs();
      await pause(GATHER_MS);
      this.#gatheringSinceMs = undefined;
    }
    for (let page = this.#take(); page.length > 0; page = this.#take()) await see(page);
  }

  #isGathering(nowMs: number): boolean {
    return this.#gatheringSinceMs !== undefined && nowMs - this.#gatheringSinceMs < GATHERER_DEAD_AFTER_MS;
  }

  #take(): Booking[] {
    return this.#gathered.splice(0, BOOKINGS_MAX);
  }
}
