/** Amounts and times as people write them where the reader lives; times in the venue's time zone. */
import type { CurrencyCode } from "../../../core/brand.ts";
import { minorDigits } from "../../../core/sale/money.ts";
import type { NoticeEvent } from "../due-notice.ts";

/** Making a formatter costs more than all the rest of a mail; there are few languages, currencies and time zones. */
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
const FORMATTERS_MAX = 200;

function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const known = formatters.get(key) as Format | undefined;
  if (known !== undefined) return known;
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  const made = make();
  formatters.set(key, made);
  return made;
}

export function moneyIn(locale: string, currency: CurrencyCode): (minor: number) => string {
  const digits = minorDigits(currency);
  const options = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  const format = kept(`${locale} ${currency}`, () => new Intl.NumberFormat(locale, options));
  return (minor) => format.format(minor / 10 ** digits);
}

export function whenIn(locale: string, { startsAtMs, timeZone }: NoticeEvent): string {
  const options = { dateStyle: "full", timeStyle: "short", timeZone } as const;
  return kept(`full ${locale} ${timeZone}`, () => new Intl.DateTimeFormat(locale, options)).format(startsAtMs);
}

/** For a text message, where every character costs. */
export function shortlyWhenIn(locale: string, { startsAtMs, timeZone }: NoticeEvent): string {
  const options = { dateStyle: "short", timeStyle: "short", timeZone } as const;
  return kept(`short ${locale} ${timeZone}`, () => new Intl.DateTimeFormat(locale, options)).format(startsAtMs);
}
