/**
 * Places whose turn has come and that nobody has claimed yet (W12): called, standing at the door, or parked.
 *
 * A place that misses its claim window is parked; it is called again as soon as its visitor asks, or by itself one
 * window later. When it misses that turn too, it has expired. A visitor who came but found the house full stands at
 * the door: their window starts anew with every knock, and nobody with a higher number passes them.
 */
import { millis, type Millis } from "../brand.ts";
import type { Cohort } from "./show-up.ts";

export interface CalledPlace {
  readonly turn: 1 | 2;
  /** When this turn began, or the visitor last knocked. The claim window counts from here. */
  readonly sinceMs: Millis;
  /** Those called together, until the visitor first knocks; `undefined` also for a number that nobody may hold. */
  readonly cohort: Cohort | undefined;
  /** `sinceMs` as the place's own record has it; `undefined` while only the range it was called in is recorded. */
  readonly recordedSinceMs: Millis | undefined;
}

/** What the passing of time did to places. Each list names numbers. */
export interface Lapses {
  readonly parked: readonly number[];
  readonly recalled: readonly number[];
  readonly expired: readonly number[];
}

/** How much later than agreed a visitor at the door may knock before others stop waiting for them. */
const KNOCK_GRACE_MS = 2_500;

export class CalledPlaces {
  /** In the order of `sinceMs`, so that a sweep stops at the first that still has time. */
  readonly #called = new Map<number, CalledPlace>();
  readonly #parked = new Map<number, Millis>();
  /** Numbers at the door, ascending, and when each is expected to knock again. */
  #door: number[] = [];
  readonly #knocksByMs = new Map<number, number>();

  get calledCount(): number {
    return this.#called.size;
  }

  get parkedCount(): number {
    return this.#parked.size;
  }

  get atDoorCount(): number {
    return this.#door.length;
  }

  called(number: number): CalledPlace | undefined {
    return this.#called.get(number);
  }

  isParked(number: number): boolean {
    return this.#parked.has(number);
  }

  call(number: number, place: CalledPlace): void {
    this.#parked.delete(number);
    this.#called.set(number, place);
  }

  /** The second turn of a parked place. */
  callAgain(number: number, nowMs: Millis): void {
    this.call(number, { turn: 2, sinceMs: nowMs, cohort: undefined, recordedSinceMs: nowMs });
  }

  park(number: number, sinceMs: Millis): void {
    this.#called.delete(number);
    this.#parked.set(number, sinceMs);
  }

  /** The place was claimed: it is no business of this file any more. */
  remove(number: number): void {
    this.#called.delete(number);
    this.#parked.delete(number);
    this.#leaveDoor(number);
  }

  /** Visitors at the door with a lower number than `number`: they go in first. */
  beforeAtDoor(number: number): number {
    let low = 0;
    let high = this.#door.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#door[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The visitor came, found no opening, and will knock again by `knocksAgainAtMs`. `place` is theirs from now on. */
  standAtDoor(number: number, place: CalledPlace, knocksAgainAtMs: number): void {
    this.#called.delete(number); // and back in at the end: the order is by `sinceMs`
    this.#called.set(number, place);
    if (!this.#knocksByMs.has(number)) this.#door.splice(this.beforeAtDoor(number), 0, number);
    this.#knocksByMs.set(number, knocksAgainAtMs + KNOCK_GRACE_MS);
  }

  /** Waits no longer for those at the door who did not knock again in time. They keep their turn. */
  tidyDoor(nowMs: Millis): void {
    for (const [number, knocksByMs] of this.#knocksByMs) if (knocksByMs < nowMs) this.#leaveDoor(number);
  }

  /** Parks, recalls and expires what has run out at `nowMs`. */
  sweep(nowMs: Millis, windowMs: Millis): Lapses {
    const lapses = { parked: [] as number[], recalled: [] as number[], expired: [] as number[] };
    for (const [number, sinceMs] of this.#parked) {
      if (sinceMs + windowMs > nowMs) break;
      lapses.recalled.push(number);
    }
    for (const [number, place] of this.#called) {
      if (place.sinceMs + windowMs > nowMs) break;
      (place.turn === 1 ? lapses.parked : lapses.expired).push(number);
    }
    for (const number of lapses.expired) this.remove(number);
    for (const number of lapses.parked) this.park(number, nowMs);
    for (const number of lapses.recalled) this.callAgain(number, nowMs);
    return lapses;
  }

  /** Gives every open turn its whole window again, after a time in which nobody could come in. */
  restartWindows(nowMs: Millis): void {
    for (const [number, place] of this.#called)
      this.#called.set(number, { ...place, sinceMs: nowMs, recordedSinceMs: place.recordedSinceMs && nowMs });
    for (const number of this.#parked.keys()) this.#parked.set(number, nowMs);
  }

  /** When the next window ends, or `undefined` when nothing is open. */
  nextLapseMs(windowMs: Millis): Millis | undefined {
    const [called] = this.#called.values();
    const [parkedSinceMs] = this.#parked.values();
    const earliestMs = Math.min(called?.sinceMs ?? Infinity, parkedSinceMs ?? Infinity);
    return earliestMs === Infinity ? undefined : millis(earliestMs + windowMs);
  }

  #leaveDoor(number: number): void {
    if (!this.#knocksByMs.delete(number)) return;
    this.#door.splice(this.beforeAtDoor(number), 1);
  }
}
