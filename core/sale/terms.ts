/**
 * What an event's allocator is told once, when the sale opens: terms that stay fixed while anybody holds a seat.
 */
import type { CategoryKey, EventId, Millis, RoomId } from "../brand.ts";
import type { PriceList } from "./price.ts";
import { saleTime, type SaleClock } from "./sale-clock.ts";

export interface SaleTerms {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly title: string;
  readonly venue: string;
  readonly startsAtMs: Millis;
  /** The venue's time zone (IANA), for dates that people read; UTC when absent. */
  readonly timeZone?: string;
  /** Holds are taken from here … */
  readonly saleStartsAtMs: Millis;
  /** … to here. */
  readonly saleEndsAtMs: Millis;
  readonly prices: PriceList;
  readonly limits: { readonly placesPerHolder: number; readonly holdMinutes: number; readonly orphanRule: boolean };
  /** SHA-256 of the chart's canonical JSON, hex. */
  readonly chartHash: string;
}

/** `scheduled` and `open` both follow the clock; `paused` and `closed` stand until somebody says otherwise. */
export type SaleState = "scheduled" | "open" | "paused" | "closed";

/** The state that counts now. */
export function stateAt(said: SaleState, terms: SaleTerms, nowMs: Millis): SaleState {
  if (said === "paused" || said === "closed") return said;
  if (nowMs < terms.saleStartsAtMs) return "scheduled";
  return nowMs < terms.saleEndsAtMs ? "open" : "closed";
}

/**
 * May a hold still be paid? Also while the sale is paused, for those who are already at the desk; never once it is
 * over. While clocks stood, the end moved with them.
 */
export function mayPayAt(said: SaleState, terms: SaleTerms, clock: SaleClock, nowMs: Millis): boolean {
  return said !== "closed" && saleTime(clock, nowMs) < terms.saleEndsAtMs;
}

/** Categories that have a price. */
export function categoriesForSale(prices: PriceList): ReadonlySet<CategoryKey> {
  return new Set(Object.keys(prices.priceByCategory) as CategoryKey[]);
}
