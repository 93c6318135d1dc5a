/**
 * A sales report as CSV (RFC 4180). Pure.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are written with a point and the
 * currency's digits.
 */
import type { SalesLine, SalesReport } from "../../core/contract/organizer/reports.ts";
import { minorDigits } from "../../core/sale/money.ts";

const COLUMNS = ["category_key", "category", "currency", "sold", "returned", "gross", "fees", "tax", "refunds", "net"];

export function salesCsv(report: SalesReport): string {
  const digits = minorDigits(report.currency);
  const rowOf = (key: string, label: string, line: SalesLine): string =>
    [
      text(key),
      text(label),
      text(report.currency),
      line.sold,
      line.returned,
      ...[line.gross, line.fees, line.tax, line.refunds, line.net].map((amount) => amount.toFixed(digits)),
    ].join(",");
  const lines = [
    COLUMNS.join(","),
    ...report.categories.map((line) => rowOf(line.key, line.label, line)),
    rowOf("", "Total", report.total),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** Also the wide forms of the signs, which spreadsheets of some countries take for the narrow ones. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

function text(value: string): string {
  const harmless = FORMULA.test(value.trimStart()) ? `'${value}` : value;
  return /[",\r\n']/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
