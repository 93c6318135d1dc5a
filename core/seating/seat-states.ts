/**
 * Which place is free, held, being paid, sold or blocked: one byte a seat, five counters an area.
 *
 * Keeps S1 and S2 by construction: a place leaves one state for another and must have been in the first, so a seat
 * never has two owners, an area never exceeds its capacity, and the sum over all states stays the capacity.
 */
import type { SeatPlan } from "./seat-plan.ts";

export const SEAT = { free: 0, held: 1, paying: 2, sold: 3, blocked: 4 } as const;
export type SeatState = (typeof SEAT)[keyof typeof SEAT];
export const SEAT_STATES = 5;

const EDITS_KEPT = 1_024;

/** What the public sees: 0 free, 1 held (also in payment), 2 sold, 3 blocked. */
const PUBLIC_CODE = [0, 1, 1, 2, 3] as const;

export function publicCode(state: number): number {
  return PUBLIC_CODE[state] ?? 0;
}

export class SeatStates {
  readonly seats: Uint8Array;
  /** Places by state, area after area. */
  readonly areas: Int32Array;
  /** Places of the whole chart by state. */
  readonly totals = new Int32Array(SEAT_STATES);
  /** Free places by category, in the order of the plan's categories. */
  readonly freeByCategory: Int32Array;
  /** The rows in which a seat became free or stopped being free, in that order; the last ones of all {@link edits}. */
  readonly #editedRows = new Uint32Array(EDITS_KEPT);
  #edits = 0;
  readonly #plan: SeatPlan;

  constructor(plan: SeatPlan, seats?: Uint8Array, areas?: Int32Array) {
    this.#plan = plan;
    this.seats = seats ?? new Uint8Array(plan.seatCount);
    this.areas = areas ?? allFree(plan);
    this.freeByCategory = new Int32Array(plan.categories.length);
    for (const [seat, state] of this.seats.entries()) this.#count(seat, state, 1);
    for (const [index, places] of this.areas.entries())
      this.#count(plan.seatCount + Math.floor(index / SEAT_STATES), index % SEAT_STATES, places);
  }

  /** Free places behind a place number: 0 or 1 for a seat, what is left for an area. */
  left(place: number): number {
    if (place < this.#plan.seatCount) return this.seats[place] === SEAT.free ? 1 : 0;
    return this.areas[(place - this.#plan.seatCount) * SEAT_STATES + SEAT.free] ?? 0;
  }

  /** How many places behind a place number are in `state`. */
  countIn(place: number, state: SeatState): number {
    if (place < this.#plan.seatCount) return this.seats[place] === state ? 1 : 0;
    return this.areas[(place - this.#plan.seatCount) * SEAT_STATES + state] ?? 0;
  }

  /** @throws when the place is not in `from`: a decision was wrong, and nothing may be written on top of it. */
  move(place: number, from: SeatState, to: SeatState): void {
    const { seatCount } = this.#plan;
    if (this.countIn(place, from) === 0) throw new Error(`place ${place} is not in state ${from}`);
    if (place < seatCount) {
      this.seats[place] = to;
      if (from === SEAT.free || to === SEAT.free) this.#noteEdit(this.#plan.rowOf[place] ?? 0);
    } else {
      const base = (place - seatCount) * SEAT_STATES;
      add(this.areas, base + from, -1);
      add(this.areas, base + to, 1);
    }
    this.#count(place, from, -1);
    this.#count(place, to, 1);
  }

  /** How often a seat became free or stopped being free. Whoever remembers something about rows compares it. */
  get edits(): number {
    return this.#edits;
  }

  /** Rows edited since then, each once, or `undefined` when that was too long ago to say. */
  rowsEditedSince(edits: number): ReadonlySet<number> | undefined {
    if (this.#edits - edits > EDITS_KEPT) return undefined;
    const rows = new Set<number>();
    for (let edit = edits; edit < this.#edits; edit += 1) rows.add(this.#editedRows[edit % EDITS_KEPT] ?? 0);
    return rows;
  }

  #count(place: number, state: number, places: number): void {
    add(this.totals, state, places);
    if (state === SEAT.free) add(this.freeByCategory, this.#plan.categoryOf[place] ?? 0, places);
  }

  #noteEdit(row: number): void {
    this.#editedRows[this.#edits % EDITS_KEPT] = row;
    this.#edits += 1;
  }

  total(state: SeatState): number {
    return this.totals[state] ?? 0;
  }
}

function add(counters: Int32Array, index: number, amount: number): void {
  counters[index] = (counters[index] ?? 0) + amount;
}

function allFree(plan: SeatPlan): Int32Array {
  const areas = new Int32Array(plan.areaCount * SEAT_STATES);
  for (let area = 0; area < plan.areaCount; area += 1) areas[area * SEAT_STATES] = plan.areaCapacity[area] ?? 0;
  return areas;
}
