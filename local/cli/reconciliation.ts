/**
 * The three-way reconciliation for people: what the seats say, what the books say, what the payment provider says, and
 * every difference between them with what would mend it.
 */
import { minorUnits } from "../../core/brand.ts";
import { isCurrency, toDecimal } from "../../core/sale/money.ts";
import type { Difference, ReconciliationDocument } from "../../core/contract/organizer/books.ts";

export type Account = Readonly<Record<string, number>>;

/** The part of the API's answer that is told. */
export type Reconciliation = {
  readonly seats: Account;
  readonly books: Account;
  readonly provider: Account;
  readonly differences: readonly ToldDifference[];
} & Partial<Pick<ReconciliationDocument, "eventId" | "at" | "currency" | "underWay" | "differencesTotal">>;

/** A difference that the API found, or that it could not be asked. */
export type ToldDifference = Difference | { readonly kind: "not_readable"; readonly detail: string };

export function reconciliationText(told: Reconciliation): string {
  const { seats, books, provider, differences, currency = "", underWay = 0 } = told;
  const lines = [
    account("seats", seats, currency),
    account("books", books, currency),
    account("provider", provider, currency),
    "",
  ];
  for (const difference of differences) lines.push(...differenceLines(difference));
  const total = told.differencesTotal ?? differences.length;
  if (total > differences.length) lines.push(`… and ${total - differences.length} more`);
  if (underWay > 0) lines.push(`${underWay} sales are being made right now; they are no difference yet.`);
  lines.push(total === 0 ? "Seats, books and provider agree." : `${total} difference${total === 1 ? "" : "s"}.`);
  return lines.join("\n");
}

/** Names ending in `Minor` are amounts in the currency's smallest unit; people read decimals. */
function account(name: string, figures: Account, currency: string): string {
  const shown = Object.entries(figures).map(([key, value]) => {
    if (!key.endsWith("Minor") || !isCurrency(currency)) return `${key} ${value}`;
    return `${key.slice(0, -"Minor".length)} ${toDecimal({ currency, minor: minorUnits(value) })} ${currency}`;
  });
  return `${name.padEnd(10)} ${shown.join(", ")}`;
}

function differenceLines(difference: ToldDifference): string[] {
  const { kind, ...rest } = difference;
  const lines = [`✗ ${kind}`];
  for (const [key, value] of Object.entries(rest))
    lines.push(`    ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return lines;
}
