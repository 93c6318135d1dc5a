/**
 * Checks a draft against the catalogue: venue and chart are there and belong together, prices are for categories that
 * the chart has, money is in the event's currency, times are in order. Then its columns.
 */
import { minorUnits, type ChartId, type CurrencyCode, type OrganizationId, type VenueId } from "../../core/brand.ts";
import { moneyFaults, type EventChangeBody } from "../../core/contract/organizer/events.ts";
import { problem, type FieldError, type Problem } from "../../core/contract/problem.ts";
import { toMinorUnits } from "../../core/sale/money.ts";
import type { Category } from "../../core/seating/chart.ts";
import type { Database } from "../db/client.ts";
import { chartOf } from "./chart-queries.ts";
import type { EventColumns, PriceRow } from "./event-store.ts";

/** What the draft has where a body names nothing. */
export interface DraftBefore {
  readonly venueId?: VenueId;
  readonly venue?: { readonly id: VenueId };
  readonly chartId: ChartId;
  readonly currency: CurrencyCode;
  readonly saleStartsAt: string;
  readonly saleEndsAt: string;
  readonly categories?: readonly { readonly key: string; readonly price: object | null }[] | undefined;
  readonly fee?: { readonly value: number } | undefined;
}

/** Everything that is wrong, or the categories of the chart. */
export async function checkDraft(
  database: Database,
  organizationId: OrganizationId,
  body: EventChangeBody,
  before: DraftBefore,
): Promise<Problem | { readonly categories: readonly Category[] }> {
  const errors: FieldError[] = [];
  const chart = await chartOf(database, organizationId, body.chartId ?? before.chartId);
  const venueId = body.venueId ?? before.venueId ?? before.venue?.id;
  if (chart === undefined) errors.push({ field: "/chartId", message: "is no chart of yours" });
  else if (chart.venueId !== venueId) errors.push({ field: "/chartId", message: "is no chart of this venue" });
  const keys = new Set(chart?.categories.map(({ key }) => key));
  for (const [index, { key }] of (body.categories ?? []).entries()) {
    if (chart !== undefined && !keys.has(key)) {
      errors.push({ field: `/categories/${index}/key`, message: "is no category of the chart" });
    }
  }
  errors.push(...moneyFaults(body, body.currency ?? before.currency), ...unsaid(body, before));
  const [start, end] = [body.saleStartsAt ?? before.saleStartsAt, body.saleEndsAt ?? before.saleEndsAt];
  if (Date.parse(start) >= Date.parse(end))
    errors.push({ field: "/saleEndsAt", message: "must be after saleStartsAt" });
  return errors.length > 0 || chart === undefined
    ? problem("validation_failed", { errors })
    : { categories: chart.categories };
}

/** Another currency or chart takes the old prices with it: they must be said anew. */
function unsaid(body: EventChangeBody, before: DraftBefore): FieldError[] {
  const priced = (before.categories ?? []).some(({ price }) => price !== null);
  const otherCurrency = body.currency !== undefined && body.currency !== before.currency;
  const otherChart = body.chartId !== undefined && body.chartId !== before.chartId;
  const errors: FieldError[] = [];
  if (priced && body.categories === undefined && (otherCurrency || otherChart)) {
    errors.push({ field: "/categories", message: "must be given with another currency or chart" });
  }
  if (otherCurrency && body.fee === undefined && (before.fee?.value ?? 0) > 0) {
    errors.push({ field: "/fee", message: "must be given with another currency" });
  }
  return errors;
}

/** The columns that a checked body names. */
export function columnsOf(body: EventChangeBody, currency: CurrencyCode): Partial<EventColumns> {
  const { title, description, venueId, chartId, limits, room, fee, taxPercent } = body;
  const columns: { [Name in keyof EventColumns]?: EventColumns[Name] | undefined } = {
    title,
    description,
    venueId,
    chartId,
    currency: body.currency,
    room,
    startsAt: dateOf(body.startsAt),
    saleStartsAt: dateOf(body.saleStartsAt),
    saleEndsAt: dateOf(body.saleEndsAt),
    feeMinor: fee === undefined ? undefined : toMinorUnits(fee.value, currency),
    taxBasisPoints: taxPercent === undefined ? undefined : Math.round(taxPercent * 100),
    placesPerHolder: limits?.placesPerHolder,
    holdMinutes: limits?.holdMinutes,
    orphanRule: limits?.orphanRule,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** The prices that a checked body names, in the order of the chart's categories. */
export function pricesOf(
  body: EventChangeBody,
  categories: readonly Category[],
  currency: CurrencyCode,
): PriceRow[] | undefined {
  if (body.categories === undefined) return undefined;
  const position = new Map(categories.map(({ key }, index) => [key, index]));
  return body.categories.map(({ key, price }) => ({
    key,
    position: position.get(key) ?? 0,
    priceMinor: toMinorUnits(price.value, currency) ?? minorUnits(0),
  }));
}

function dateOf(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
