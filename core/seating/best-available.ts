/**
 * Best available: which seats to give to a group that does not choose.
 *
 * First choice: adjacent seats of one row that leave no single seat, nearest to the focal point; then the same though
 * a single seat is left; then several rows; then wherever seats are free. Deterministic: among equals the first in
 * walking order. Accessible and companion seats only when asked for. What each row has to offer is remembered until
 * a seat of that row changes, so a choice costs one look at each row and work only for rows that changed.
 */
import type { CategoryKey } from "../brand.ts";
import { RowOffers } from "./row-offers.ts";
import { chooseApart } from "./seats-apart.ts";
import { SeatFilter, type GroupWish } from "./seat-filter.ts";
import type { SeatPlan } from "./seat-plan.ts";
import type { SeatStates } from "./seat-states.ts";

/** Kinds of wishes remembered at once; 60 bytes a row and a byte a seat each, 10 MB at the very worst. */
const WISHES_MAX = 32;

export class BestAvailable {
  readonly #plan: SeatPlan;
  readonly #states: SeatStates;
  readonly #forSale: ReadonlySet<CategoryKey>;
  readonly #offers = new Map<string, RowOffers>();
  readonly #filters = new Map<string, SeatFilter>();

  /** @param forSale categories that have a price */
  constructor(plan: SeatPlan, states: SeatStates, forSale: ReadonlySet<CategoryKey>) {
    this.#plan = plan;
    this.#states = states;
    this.#forSale = forSale;
  }

  /** Seat numbers in walking order within each row, or `undefined` when not that many are free. */
  choose(wish: GroupWish): readonly number[] | undefined {
    const best = this.#offersFor(wish).best();
    if (best !== undefined) return Array.from({ length: wish.quantity }, (_, index) => best + index);
    if (wish.quantity === 1) return undefined;
    return chooseApart(this.#plan, this.#filter(wish), wish.quantity, (quantity) =>
      this.#offersFor({ ...wish, quantity }).best(),
    );
  }

  #filter(wish: GroupWish): SeatFilter {
    const key = `${wish.accessible === true}|${wish.category ?? ""}|${wish.zone ?? ""}`;
    return remembered(this.#filters, key, () => new SeatFilter(this.#plan, this.#states, this.#forSale, wish));
  }

  #offersFor(wish: GroupWish): RowOffers {
    const key = `${wish.quantity}|${wish.accessible === true}|${wish.category ?? ""}|${wish.zone ?? ""}`;
    return remembered(
      this.#offers,
      key,
      () => new RowOffers(this.#plan, this.#states, this.#filter(wish), wish.quantity),
    );
  }
}

function remembered<Value>(memory: Map<string, Value>, key: string, make: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const oldest = memory.keys().next().value;
  if (memory.size >= WISHES_MAX && oldest !== undefined) memory.delete(oldest);
  const value = make();
  memory.set(key, value);
  return value;
}
