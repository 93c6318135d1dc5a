/**
 * Which seats a group may be given: free, for sale, of the category and zone it asked for, and accessible or
 * companion seats only for those who asked for them.
 */
import type { CategoryKey } from "../brand.ts";
import { ACCESSIBLE, type SeatPlan } from "./seat-plan.ts";
import { SEAT, type SeatStates } from "./seat-states.ts";

export interface GroupWish {
  readonly quantity: number;
  readonly category?: CategoryKey;
  readonly zone?: string;
  /** Accessible seats with their companion seats, at least one of them accessible. */
  readonly accessible?: boolean;
}

export class SeatFilter {
  readonly accessible: boolean;
  readonly #plan: SeatPlan;
  readonly #states: SeatStates;
  /** 1 for seats that fit the wish whenever they are free. */
  readonly #fits: Uint8Array;
  /** By category: a single seat that nobody can buy is no loss. */
  readonly #sold: readonly boolean[];

  constructor(plan: SeatPlan, states: SeatStates, forSale: ReadonlySet<CategoryKey>, wish: GroupWish) {
    this.#plan = plan;
    this.#states = states;
    this.accessible = wish.accessible === true;
    const zone = wish.zone === undefined ? undefined : plan.zones.indexOf(wish.zone);
    this.#sold = plan.categories.map((category) => forSale.has(category));
    const wanted = plan.categories.map((category) => forSale.has(category) && (wish.category ?? category) === category);
    this.#fits = new Uint8Array(plan.seatCount);
    for (let seat = 0; seat < plan.seatCount; seat += 1) {
      const category = plan.categoryOf[seat] ?? 0;
      const special = plan.needs[seat] !== 0;
      const inZone = zone === undefined || (zone >= 0 && plan.zoneOfRow[plan.rowOf[seat] ?? 0] === zone);
      this.#fits[seat] = wanted[category] && inZone && special === this.accessible ? 1 : 0;
    }
  }

  /** May this seat be given now? */
  admits(seat: number): boolean {
    return this.#fits[seat] === 1 && this.#states.seats[seat] === SEAT.free;
  }

  isAccessible(seat: number): boolean {
    return ((this.#plan.needs[seat] ?? 0) & ACCESSIBLE) !== 0;
  }

  /** Would taking `count` seats from `first` leave a free seat alone beside them, between `rowStart` and `rowEnd`? */
  leavesSingle(first: number, count: number, rowStart: number, rowEnd: number): boolean {
    const left = first - 1;
    if (left >= rowStart && this.#isFree(left) && !(left - 1 >= rowStart && this.#isFree(left - 1))) return true;
    const right = first + count;
    return right < rowEnd && this.#isFree(right) && !(right + 1 < rowEnd && this.#isFree(right + 1));
  }

  #isFree(seat: number): boolean {
    return this.#sold[this.#plan.categoryOf[seat] ?? -1] === true && this.#states.seats[seat] === SEAT.free;
  }
}
