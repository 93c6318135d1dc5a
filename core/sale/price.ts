/**
 * What a choice of seats costs: the price list that is fixed when a sale opens, and the lines of a total.
 *
 * Prices include tax. The organizer's fee is added per seat. A total is always the sum of its lines.
 */
import { minorUnits, type CategoryKey, type CurrencyCode, type MinorUnits } from "../brand.ts";
import type { Money } from "./money.ts";

/** The prices of one event, fixed for the allocator when the sale opens. */
export interface PriceList {
  readonly currency: CurrencyCode;
  /** Price of one place by category, minor units, tax included. A category without a price is not for sale. */
  readonly priceByCategory: Readonly<Record<CategoryKey, MinorUnits>>;
  /** Added to every place that costs something. */
  readonly feePerPlace: MinorUnits;
  /** Tax contained in price and fee, in hundredths of a percent (1900 = 19 %). */
  readonly taxBasisPoints: number;
}

/** One line of a total. */
export interface AmountLine {
  readonly kind: "place" | "fee";
  /** The category of the places, for `place` lines. */
  readonly category?: CategoryKey;
  readonly quantity: number;
  readonly unit: MinorUnits;
  readonly total: MinorUnits;
}

/** A total with the lines it is the sum of, and the tax that it contains. */
export interface Quote {
  readonly total: Money;
  readonly tax: MinorUnits;
  readonly fees: MinorUnits;
  readonly lines: readonly AmountLine[];
}

/** The tax contained in a gross amount, rounded half up to a minor unit. */
export function taxWithin(gross: MinorUnits, taxBasisPoints: number): MinorUnits {
  return minorUnits(Math.round((gross * taxBasisPoints) / (10_000 + taxBasisPoints)));
}

/**
 * The price of places, one category per place, or `undefined` when a category is not for sale.
 *
 * Lines come in the order of the price list, fees last.
 */
export function quote(places: readonly CategoryKey[], prices: PriceList): Quote | undefined {
  const counts = new Map<CategoryKey, number>();
  for (const category of places) counts.set(category, (counts.get(category) ?? 0) + 1);
  const lines: AmountLine[] = [];
  let total = 0;
  let paidPlaces = 0;
  for (const [category, quantity] of counts) {
    const unit = Object.hasOwn(prices.priceByCategory, category) ? prices.priceByCategory[category] : undefined;
    if (unit === undefined) return undefined;
    if (unit > 0) paidPlaces += quantity;
    lines.push({ kind: "place", category, quantity, unit, total: minorUnits(unit * quantity) });
    total += unit * quantity;
  }
  const fees = minorUnits(prices.feePerPlace * paidPlaces);
  if (fees > 0) lines.push({ kind: "fee", quantity: paidPlaces, unit: prices.feePerPlace, total: fees });
  total += fees;
  return {
    total: { currency: prices.currency, minor: minorUnits(total) },
    tax: taxWithin(minorUnits(total), prices.taxBasisPoints),
    fees,
    lines,
  };
}
