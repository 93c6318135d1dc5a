/**
 * What was sold, by category, from the sums of the books. Pure; integers until the last step, and the total is always
 * the sum of its lines.
 */
import { minorUnits, type CurrencyCode } from "../../core/brand.ts";
import type { SalesLine, SalesReport } from "../../core/contract/organizer/reports.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { EventRecord } from "./event-queries.ts";
import type { SalesFigures } from "./sales-queries.ts";

interface Line {
  readonly key: string;
  readonly label: string;
  readonly sold: number;
  readonly returned: number;
  readonly grossMinor: number;
  readonly feesMinor: number;
  readonly taxMinor: number;
  readonly refundsMinor: number;
}

export function salesReportOf(
  { event, chart, prices }: EventRecord,
  figures: SalesFigures,
  asOfMs: number,
): SalesReport {
  const lines = linesOf({ chart, prices }, figures);
  const sum = (of: (line: Line) => number): number => lines.reduce((total, line) => total + of(line), 0);
  return {
    eventId: event.id,
    title: event.title,
    currency: event.currency,
    orders: figures.orders,
    capacity: chart.capacity,
    categories: lines.map((line) => ({ key: line.key, label: line.label, ...figuresOf(line, event.currency) })),
    total: figuresOf(
      {
        sold: sum((line) => line.sold),
        returned: sum((line) => line.returned),
        grossMinor: sum((line) => line.grossMinor),
        feesMinor: sum((line) => line.feesMinor),
        taxMinor: sum((line) => line.taxMinor),
        refundsMinor: sum((line) => line.refundsMinor),
      },
      event.currency,
    ),
    overTime: {
      everySeconds: figures.everySeconds,
      steps: figures.steps.map(({ atMs, category, places, grossMinor }) => ({
        at: new Date(atMs).toISOString(),
        category,
        places,
        gross: toDecimal({ currency: event.currency, minor: minorUnits(grossMinor) }),
      })),
    },
    asOf: new Date(asOfMs).toISOString(),
  };
}

/** A line for every category that is for sale or was sold, in the chart's order. */
function linesOf({ chart, prices }: Pick<EventRecord, "chart" | "prices">, figures: SalesFigures): Line[] {
  const soldByKey = new Map(figures.categories.map((sums) => [sums.category, sums]));
  const priced = new Set<string>(prices.map(({ key }) => key));
  const shown = chart.categories.filter(({ key }) => priced.has(key) || soldByKey.has(key));
  const paid = shown.map(({ key }) => {
    const sums = soldByKey.get(key);
    return sums === undefined ? 0 : sums.grossMinor + sums.feesMinor;
  });
  const tax = shared(figures.taxMinor, paid);
  const refunds = refundsByCategory(figures);
  return shown.map(({ key, label }, index) => {
    const { sold = 0, returned = 0, grossMinor = 0, feesMinor = 0 } = soldByKey.get(key) ?? {};
    const [taxMinor = 0, refundsMinor = 0] = [tax[index], refunds.get(key)];
    return { key, label, sold, returned, grossMinor, feesMinor, taxMinor, refundsMinor };
  });
}

function refundsByCategory(figures: SalesFigures): Map<string, number> {
  const byOrder = Map.groupBy(figures.refunds, ({ orderId }) => orderId);
  const refunds = new Map<string, number>();
  for (const rows of byOrder.values()) {
    const parts = shared(
      rows[0]?.refundedMinor ?? 0,
      rows.map(({ paidMinor }) => paidMinor),
    );
    for (const [index, { category }] of rows.entries()) {
      refunds.set(category, (refunds.get(category) ?? 0) + (parts[index] ?? 0));
    }
  }
  return refunds;
}

/** Shares an amount in proportion to `weights`, to the last minor unit: the largest remainders get what is left over. */
export function shared(totalMinor: number, weights: readonly number[]): number[] {
  const weight = weights.reduce((sum, part) => sum + part, 0);
  if (weight === 0) return weights.map((_, index) => (index === 0 ? totalMinor : 0));
  const exact = weights.map((part) => (BigInt(totalMinor) * BigInt(part)) / BigInt(weight));
  const remainders = weights.map((part, index) => ({
    index,
    remainder: (BigInt(totalMinor) * BigInt(part)) % BigInt(weight),
  }));
  const parts = exact.map(Number);
  let left = totalMinor - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of remainders.sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

function figuresOf(line: Omit<Line, "key" | "label">, currency: CurrencyCode): SalesLine {
  const decimal = (minor: number): number => toDecimal({ currency, minor: minorUnits(minor) });
  return {
    sold: line.sold,
    returned: line.returned,
    gross: decimal(line.grossMinor),
    fees: decimal(line.feesMinor),
    tax: decimal(line.taxMinor),
    refunds: decimal(line.refundsMinor),
    net: decimal(line.grossMinor + line.feesMinor - line.refundsMinor),
  };
}
