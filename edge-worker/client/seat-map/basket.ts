/**
 * What the visitor has chosen and not yet held: seats in the order of choosing, what they cost by the event's own price
 * list, and what would be refused, by the allocator's own rule, before it is asked.
 */
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { quote, type Quote } from "../../../core/sale/price.ts";
import { seatsLeftSingle } from "../../../core/seating/orphan-rule.ts";
import { categoryOf } from "../../../core/seating/seat-plan.ts";
import type { ChartModel } from "./chart-model.ts";

export type Toggled = "added" | "removed" | "limit";

export class Basket {
  readonly #model: ChartModel;
  readonly #sale: Pick<SaleCard, "prices" | "limits">;
  readonly #seats = new Set<number>();

  constructor(model: ChartModel, sale: Pick<SaleCard, "prices" | "limits">) {
    this.#model = model;
    this.#sale = sale;
  }

  get seats(): readonly number[] {
    return [...this.#seats];
  }

  get size(): number {
    return this.#seats.size;
  }

  /** What one person may take, as far as is known here: what they hold or own already, the allocator counts. */
  get sizeMax(): number {
    return this.#sale.limits.placesPerHolder;
  }

  has(seat: number): boolean {
    return this.#seats.has(seat);
  }

  /** @param seat free and for sale, or chosen. */
  toggle(seat: number): Toggled {
    if (this.#seats.delete(seat)) return "removed";
    if (this.#seats.size >= this.sizeMax) return "limit";
    this.#seats.add(seat);
    return "added";
  }

  /** @returns those of `seats` that were chosen, in the order of the chart. */
  drop(seats: readonly number[]): number[] {
    return seats.filter((seat) => this.#seats.delete(seat)).toSorted((a, b) => a - b);
  }

  quote(): Quote | undefined {
    const { plan } = this.#model;
    return quote(
      this.seats.map((seat) => categoryOf(plan, seat)),
      this.#sale.prices,
    );
  }

  /** Seats that this choice would leave alone although it need not. */
  singles(isFree: (seat: number) => boolean): number[] {
    if (!this.#sale.limits.orphanRule) return [];
    return seatsLeftSingle(this.#model.plan, isFree, this.seats);
  }
}
