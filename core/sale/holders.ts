/**
 * What one visitor has of one event: places in reservations, places sold, and holds that ran out unpaid. Limits are
 * judged by these counts, in the step that takes the seats, so that no limit can be split over several requests.
 */
import { millis, type Millis, type VisitorId } from "../brand.ts";
import { LAPSE_MEMORY_MS, LAPSE_WAIT_MS, LAPSES_MAX } from "./limits.ts";

export interface HolderTally {
  readonly livePlaces: number;
  readonly liveReservations: number;
  readonly soldPlaces: number;
  /** Holds in a row that ran out unpaid, and when the last one did. */
  readonly lapses: number;
  readonly lastLapseAtMs: Millis;
}

const NOTHING: HolderTally = {
  livePlaces: 0,
  liveReservations: 0,
  soldPlaces: 0,
  lapses: 0,
  lastLapseAtMs: millis(0),
};

export class Holders {
  readonly #tallies: Map<VisitorId, HolderTally>;

  constructor(tallies: Iterable<readonly [VisitorId, HolderTally]> = []) {
    this.#tallies = new Map(tallies);
  }

  of(holder: VisitorId): HolderTally {
    return this.#tallies.get(holder) ?? NOTHING;
  }

  holds(holder: VisitorId, places: number): void {
    const tally = this.of(holder);
    this.#set(holder, {
      ...tally,
      livePlaces: tally.livePlaces + places,
      liveReservations: tally.liveReservations + 1,
    });
  }

  letsGo(holder: VisitorId, places: number): void {
    const tally = this.of(holder);
    this.#set(holder, {
      ...tally,
      livePlaces: tally.livePlaces - places,
      liveReservations: tally.liveReservations - 1,
    });
  }

  lapsed(holder: VisitorId, places: number, atMs: Millis): void {
    this.letsGo(holder, places);
    const tally = this.of(holder);
    const lapses = lapsesAt(tally, atMs) >= LAPSES_MAX ? 1 : lapsesAt(tally, atMs) + 1;
    this.#set(holder, { ...tally, lapses, lastLapseAtMs: atMs });
  }

  bought(holder: VisitorId, places: number): void {
    this.letsGo(holder, places);
    const tally = this.of(holder);
    this.#set(holder, { ...tally, soldPlaces: tally.soldPlaces + places, lapses: 0 });
  }

  gaveBack(holder: VisitorId, places: number): void {
    const tally = this.of(holder);
    this.#set(holder, { ...tally, soldPlaces: tally.soldPlaces - places });
  }

  /** How long the holder still has to wait; 0: not at all. */
  waitMs(holder: VisitorId, nowMs: Millis): Millis {
    const tally = this.of(holder);
    if (lapsesAt(tally, nowMs) < LAPSES_MAX) return millis(0);
    return millis(Math.max(0, tally.lastLapseAtMs + LAPSE_WAIT_MS - nowMs));
  }

  /** Forgets whoever has nothing and whose lapses count no more; changes no answer. */
  forgetIdle(nowMs: Millis): void {
    for (const [holder, tally] of this.#tallies)
      if (hasNothing(tally) && lapsesAt(tally, nowMs) === 0) this.#tallies.delete(holder);
  }

  entries(): Iterable<readonly [VisitorId, HolderTally]> {
    return this.#tallies;
  }

  #set(holder: VisitorId, tally: HolderTally): void {
    if (hasNothing(tally) && tally.lapses === 0) this.#tallies.delete(holder);
    else this.#tallies.set(holder, tally);
  }
}

function hasNothing(tally: HolderTally): boolean {
  return tally.liveReservations === 0 && tally.soldPlaces === 0;
}

function lapsesAt(tally: HolderTally, nowMs: Millis): number {
  return nowMs - tally.lastLapseAtMs < LAPSE_MEMORY_MS ? tally.lapses : 0;
}
