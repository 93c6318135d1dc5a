/**
 * The confirmation of an order as text and HTML, in the buyer's language. Pure: the same order gives the same mail.
 * Everything that a person typed is escaped in HTML.
 */
import { minorDigits } from "../../core/sale/money.ts";
import { de } from "./languages/de.ts";
import { en } from "./languages/en.ts";
import type { ConfirmationTexts } from "./languages/language.ts";
import type { DueMail } from "./notification-store.ts";

const LANGUAGES: Readonly<Record<string, ConfirmationTexts>> = { en, de };

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The language that it is in, which may not be the one that was wished for. */
  readonly language: string;
}

/** @param url the order's page, with the right to read it. */
export function renderConfirmation(mail: DueMail, url: string): RenderedMail {
  const wished = mail.language.slice(0, 2);
  const texts = LANGUAGES[wished] ?? en;
  const language = texts === en ? "en" : wished;
  const locale = texts === en && wished !== "en" ? "en" : mail.language;
  const money = moneyIn(locale, mail);
  const lines: (readonly [name: string, value: string])[] = [
    [texts.reference, mail.reference],
    [texts.when, whenIn(locale, mail)],
    [texts.where, mail.address === null ? mail.venue : `${mail.venue}, ${mail.address}`],
  ];
  const places = mail.places.map(({ label, priceMinor }) => [label, money(priceMinor)] as const);
  const sums = [
    ...(mail.feesMinor > 0 ? [[texts.fees, money(mail.feesMinor)] as const] : []),
    [texts.total, money(mail.totalMinor)] as const,
  ];
  const tax = mail.taxMinor > 0 ? texts.taxIncluded(money(mail.taxMinor)) : undefined;
  const parts = { mail, texts, url, lines, places, sums, tax };
  return {
    subject: texts.subject({ title: mail.title, reference: mail.reference }),
    text: textOf(parts),
    html: htmlOf(parts, language),
    language,
  };
}

interface Parts {
  readonly mail: DueMail;
  readonly texts: ConfirmationTexts;
  readonly url: string;
  readonly lines: readonly (readonly [string, string])[];
  readonly places: readonly (readonly [string, string])[];
  readonly sums: readonly (readonly [string, string])[];
  readonly tax: string | undefined;
}

function textOf({ mail, texts, url, lines, places, sums, tax }: Parts): string {
  const pairs = (list: Parts["lines"]): string[] => list.map(([name, value]) => `${name}: ${value}`);
  return [
    texts.greeting(mail.buyerName),
    "",
    texts.thanks(mail.title),
    "",
    ...pairs(lines),
    "",
    `${texts.places}:`,
    ...places.map(([label, price]) => `- ${label}: ${price}`),
    ...pairs(sums),
    ...(tax === undefined ? [] : [`(${tax})`]),
    "",
    `${texts.open}: ${url}`,
    texts.keep,
    "",
    texts.soldBy(mail.organizer),
    "",
  ].join("\n");
}

function htmlOf({ mail, texts, url, lines, places, sums, tax }: Parts, language: string): string {
  const row = ([name, value]: readonly [string, string]): string =>
    `<tr><td style="padding:2px 16px 2px 0">${escaped(name)}</td><td style="padding:2px 0">${escaped(value)}</td></tr>`;
  const table = (list: Parts["lines"]): string => `<table role="presentation">${list.map(row).join("")}</table>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(mail.title)}</title></head>
<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#222;max-width:36rem;margin:0 auto;padding:16px">
<p>${escaped(texts.greeting(mail.buyerName))}</p>
<p>${escaped(texts.thanks(mail.title))}</p>
${table(lines)}
<h2 style="font-size:1.1rem">${escaped(texts.places)}</h2>
${table([...places, ...sums])}
${tax === undefined ? "" : `<p>${escaped(tax)}</p>`}
<p><a href="${escaped(url)}" style="display:inline-block;padding:10px 18px;background:#1a56db;color:#fff;text-decoration:none;border-radius:6px">${escaped(texts.open)}</a></p>
<p style="color:#555">${escaped(texts.keep)}<br>${escaped(texts.soldBy(mail.organizer))}</p>
</body></html>
`;
}

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

function moneyIn(language: string, { currency }: DueMail): (minor: number) => string {
  const digits = minorDigits(currency);
  const options = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  const format = kept(`${language} ${currency}`, () => new Intl.NumberFormat(language, options));
  return (minor) => format.format(minor / 10 ** digits);
}

function whenIn(language: string, { startsAtMs, timeZone }: DueMail): string {
  const options = { dateStyle: "full", timeStyle: "short", timeZone } as const;
  return kept(`${language} ${timeZone}`, () => new Intl.DateTimeFormat(language, options)).format(startsAtMs);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}
