/**
 * What seats, prices and sums are called, in the visitor's language: the same words on the map, in the list and aloud.
 */
import type { MinorUnits } from "../../../core/brand.ts";
import { ACCESSIBLE, COMPANION, labelOf } from "../../../core/seating/seat-plan.ts";
import { moneyText, numberText } from "../../pages/formats.ts";
import { fill, type MapTexts } from "../../pages/languages/texts.ts";
import type { ChooseData } from "../../pages/shop/choose-data.ts";
import type { Basket } from "./basket.ts";
import { type ChartModel, isForSale } from "./chart-model.ts";

export class Words {
  readonly texts: MapTexts;
  readonly #data: ChooseData;
  readonly #model: ChartModel;

  constructor(data: ChooseData, model: ChartModel) {
    this.texts = data.texts;
    this.#data = data;
    this.#model = model;
  }

  /** `Stalls · C · 7` */
  seat(seat: number): string {
    return labelOf(this.#model.plan, seat);
  }

  seats(seats: readonly number[]): string {
    return seats.map((seat) => this.seat(seat)).join(", ");
  }

  row(row: number): string {
    return this.#model.plan.rowLabels[row] ?? "";
  }

  price(place: number): string {
    return isForSale(this.#model, place) ? this.money(this.#model.price[place] ?? 0) : "–";
  }

  money(minor: number): string {
    return moneyText({ currency: this.#data.prices.currency, minor: minor as MinorUnits }, this.#data.language);
  }

  number(value: number): string {
    return numberText(value, this.#data.language);
  }

  placesLeft(places: number): string {
    return fill(this.#data.placesLeft, { n: this.number(places) });
  }

  duration(value: number, unit: "minute" | "second"): string {
    const style = { style: "unit", unit, unitDisplay: "long" } as const;
    return new Intl.NumberFormat(this.#data.language, style).format(value);
  }

  /** State, price and what is special about a seat. */
  about(seat: number, state: "free" | "taken" | "chosen"): string {
    const { plan, restricted } = this.#model;
    const { texts } = this;
    const needs = plan.needs[seat] ?? 0;
    const parts = [texts[state]];
    if (state !== "taken") parts.push(this.price(seat));
    if (needs & ACCESSIBLE) parts.push(texts.accessible);
    if (needs & COMPANION) parts.push(texts.companion);
    if (restricted.has(seat)) parts.push(texts.restricted);
    return parts.join(", ");
  }

  total(basket: Basket): string {
    return this.money(basket.quote()?.total.minor ?? 0);
  }
}
