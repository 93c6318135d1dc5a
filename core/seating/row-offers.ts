/**
 * The best adjacent seats that each row has for one kind of wish, remembered until a seat of the row changes.
 *
 * Cost of a group: the sum of its seats' distances to the focal point; for equal numbers that orders like the mean.
 */
import type { SeatFilter } from "./seat-filter.ts";
import type { SeatPlan } from "./seat-plan.ts";
import type { SeatStates } from "./seat-states.ts";

const NEVER_SEEN = 0xffff_ffff;

export class RowOffers {
  readonly #plan: SeatPlan;
  readonly #states: SeatStates;
  readonly #filter: SeatFilter;
  readonly #quantity: number;
  /** The row's `rowEdits` when it was last looked at. */
  readonly #seen: Uint32Array;
  /** First seat and cost of the best group that leaves no single seat, and of the best that does; cost ∞: none. */
  readonly #clean: Offers;
  readonly #leaving: Offers;

  constructor(plan: SeatPlan, states: SeatStates, filter: SeatFilter, quantity: number) {
    this.#plan = plan;
    this.#states = states;
    this.#filter = filter;
    this.#quantity = quantity;
    this.#seen = new Uint32Array(plan.rowCount).fill(NEVER_SEEN);
    this.#clean = new Offers(plan.rowCount);
    this.#leaving = new Offers(plan.rowCount);
  }

  /** The first seat of the best group in one row, or `undefined`. */
  best(): number | undefined {
    const { rowEdits } = this.#states;
    for (let row = 0; row < rowEdits.length; row += 1) {
      if (this.#seen[row] !== rowEdits[row]) this.#lookAt(row);
    }
    return this.#clean.least() ?? this.#leaving.least();
  }

  #lookAt(row: number): void {
    const rowStart = this.#plan.rowStart[row] ?? 0;
    const rowEnd = this.#plan.rowStart[row + 1] ?? rowStart;
    const quantity = this.#quantity;
    this.#seen[row] = this.#states.rowEdits[row] ?? 0;
    this.#clean.forget(row);
    this.#leaving.forget(row);
    let run = 0;
    for (let seat = rowStart; seat < rowEnd; seat += 1) {
      run = this.#filter.admits(seat) ? run + 1 : 0;
      if (run < quantity) continue;
      const first = seat - quantity + 1;
      if (this.#filter.accessible && !this.#hasAccessible(first)) continue;
      const offers = this.#filter.leavesSingle(first, quantity, rowStart, rowEnd) ? this.#leaving : this.#clean;
      offers.offer(row, first, this.#cost(first));
    }
  }

  // Summed anew for each group: a sliding sum would round differently and break ties by chance.
  #cost(first: number): number {
    let cost = 0;
    for (let seat = first; seat < first + this.#quantity; seat += 1) cost += this.#plan.distance[seat] ?? 0;
    return cost;
  }

  #hasAccessible(first: number): boolean {
    for (let seat = first; seat < first + this.#quantity; seat += 1) if (this.#filter.isAccessible(seat)) return true;
    return false;
  }
}

/** One group a row. */
class Offers {
  readonly #first: Uint32Array;
  readonly #cost: Float64Array;

  constructor(rowCount: number) {
    this.#first = new Uint32Array(rowCount);
    this.#cost = new Float64Array(rowCount).fill(Infinity);
  }

  forget(row: number): void {
    this.#cost[row] = Infinity;
  }

  offer(row: number, first: number, cost: number): void {
    if (cost >= (this.#cost[row] ?? Infinity)) return;
    this.#first[row] = first;
    this.#cost[row] = cost;
  }

  least(): number | undefined {
    let leastCost = Infinity;
    let first: number | undefined;
    for (let row = 0; row < this.#cost.length; row += 1) {
      const cost = this.#cost[row] ?? Infinity;
      if (cost >= leastCost) continue;
      leastCost = cost;
      first = this.#first[row];
    }
    return first;
  }
}
