/**
 * The public picture of all seats: a snapshot of two bits a seat, and what changed after a version.
 *
 * The ring of changes is bounded: whoever is further behind takes the snapshot, which is then the smaller of the two
 * (9 bytes of JSON a change against a third of a byte a seat).
 */
import type { SeatPlan } from "./seat-plan.ts";
import { publicCode, SEAT, type SeatStates } from "./seat-states.ts";

const CHANGES_MAX = 2_048;

/** Seat i stands in bits 2(i mod 4) and up of byte ⌊i/4⌋. 80,000 seats are 20,000 bytes. */
export function packSeats(states: SeatStates): Uint8Array {
  const { seats } = states;
  const packed = new Uint8Array(Math.ceil(seats.length / 4));
  for (let seat = 0; seat < seats.length; seat += 1) {
    const byte = seat >> 2;
    packed[byte] = (packed[byte] ?? 0) | (publicCode(seats[seat] ?? 0) << ((seat & 3) * 2));
  }
  return packed;
}

/** Places left by area id. */
export function areasLeft(plan: SeatPlan, states: SeatStates): Record<string, number> {
  const left: Record<string, number> = {};
  for (let place = plan.seatCount; place < plan.ids.length; place += 1)
    left[plan.ids[place] ?? ""] = states.countIn(place, SEAT.free);
  return left;
}

/** The last changes of seats, by version; versions come in ascending order. */
export class SeatChanges {
  readonly #versions = new Float64Array(CHANGES_MAX);
  readonly #seats = new Uint32Array(CHANGES_MAX);
  readonly #codes = new Uint8Array(CHANGES_MAX);
  #written = 0;
  /** Nothing up to this version can be told any more. */
  #forgottenVersion: number;

  constructor(version: number) {
    this.#forgottenVersion = version;
  }

  add(version: number, seat: number, code: number): void {
    const slot = this.#written % CHANGES_MAX;
    if (this.#written >= CHANGES_MAX) this.#forgottenVersion = this.#versions[slot] ?? version;
    this.#versions[slot] = version;
    this.#seats[slot] = seat;
    this.#codes[slot] = code;
    this.#written += 1;
  }

  /** The newest code of every seat that changed after `version`, or `undefined` when that is not known any more. */
  after(version: number): [seat: number, code: number][] | undefined {
    if (version < this.#forgottenVersion) return undefined;
    const newest = new Map<number, number>();
    const oldest = Math.max(0, this.#written - CHANGES_MAX);
    for (let index = this.#written - 1; index >= oldest; index -= 1) {
      const slot = index % CHANGES_MAX;
      if ((this.#versions[slot] ?? 0) <= version) break;
      const seat = this.#seats[slot] ?? 0;
      if (!newest.has(seat)) newest.set(seat, this.#codes[slot] ?? 0);
    }
    return [...newest];
  }
}
