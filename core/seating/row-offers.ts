/**
 * The best adjacent seats that each row has for one kind of wish, remembered until a seat of the row changes.
 *
 * Cost of a group: the sum of its seats' distances to the focal point; for equal numbers that orders like the mean.
 * A question costs a look at the rows that changed since the last one, not at all rows.
 */
import { LeastTree } from "./least-tree.ts";
import type { SeatFilter } from "./seat-filter.ts";
import type { SeatPlan } from "./seat-plan.ts";
import type { SeatStates } from "./seat-states.ts";

export class RowOffers {
  readonly #plan: SeatPlan;
  readonly #states: SeatStates;
  readonly #filter: SeatFilter;
  readonly #quantity: number;
  /** The best group that leaves no single seat, and the best that does. */
  readonly #clean: Offers;
  readonly #leaving: Offers;
  #seenEdits: number;

  constructor(plan: SeatPlan, states: SeatStates, filter: SeatFilter, quantity: number) {
    this.#plan = plan;
    this.#states = states;
    this.#filter = filter;
    this.#quantity = quantity;
    this.#clean = new Offers(plan.rowCount);
    this.#leaving = new Offers(plan.rowCount);
    this.#seenEdits = states.edits;
    this.#lookAtAll();
  }

  /** The first seat of the best group in one row, or `undefined`. */
  best(): number | undefined {
    const { edits } = this.#states;
    if (edits !== this.#seenEdits) {
      const changed = this.#states.rowsEditedSince(this.#seenEdits);
      this.#seenEdits = edits;
      if (changed === undefined) this.#lookAtAll();
      else for (const row of changed) this.#lookAt(row);
    }
    return this.#clean.best() ?? this.#leaving.best();
  }

  #lookAtAll(): void {
    for (let row = 0; row < this.#plan.rowCount; row += 1) this.#lookAt(row);
  }

  #lookAt(row: number): void {
    const rowStart = this.#plan.rowStart[row] ?? 0;
    const rowEnd = this.#plan.rowStart[row + 1] ?? rowStart;
    const quantity = this.#quantity;
    let clean = NONE;
    let leaving = NONE;
    let run = 0;
    for (let seat = rowStart; seat < rowEnd; seat += 1) {
      run = this.#filter.admits(seat) ? run + 1 : 0;
      if (run < quantity) continue;
      const first = seat - quantity + 1;
      if (this.#filter.accessible && !this.#hasAccessible(first)) continue;
      const cost = this.#cost(first);
      if (cost >= clean.cost) continue;
      if (!this.#filter.leavesSingle(first, quantity, rowStart, rowEnd)) clean = { first, cost };
      else if (cost < leaving.cost) leaving = { first, cost };
    }
    this.#clean.set(row, clean);
    this.#leaving.set(row, leaving);
  }

  // Summed anew for each group: a sliding sum would round differently and break ties by chance.
  #cost(first: number): number {
    const { distance } = this.#plan;
    let cost = 0;
    for (let seat = first; seat < first + this.#quantity; seat += 1) cost += distance[seat] ?? 0;
    return cost;
  }

  #hasAccessible(first: number): boolean {
    for (let seat = first; seat < first + this.#quantity; seat += 1) if (this.#filter.isAccessible(seat)) return true;
    return false;
  }
}

interface Offer {
  readonly first: number;
  readonly cost: number;
}

const NONE: Offer = { first: 0, cost: Infinity };

/** One group a row. */
class Offers {
  readonly #first: Uint32Array;
  readonly #costs: LeastTree;

  constructor(rowCount: number) {
    this.#first = new Uint32Array(rowCount);
    this.#costs = new LeastTree(rowCount);
  }

  set(row: number, offer: Offer): void {
    this.#first[row] = offer.first;
    this.#costs.set(row, offer.cost);
  }

  best(): number | undefined {
    const row = this.#costs.least();
    return row === undefined ? undefined : this.#first[row];
  }
}
