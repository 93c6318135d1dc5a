/**
 * Money, times and numbers as people in a language write them.
 */
import type { Money } from "../../core/sale/money.ts";
import { toDecimal } from "../../core/sale/money.ts";

export function moneyText(money: Money, language: string): string {
  return decimalText(toDecimal(money), money.currency, language);
}

/** @param value a decimal amount of the public API. */
export function decimalText(value: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(value);
}

/** A date and time at the place where it counts, with the zone's name. */
export function whenText(atMs: number, language: string, timeZone = "UTC"): string {
  const parts = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
  const clock = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat(language, { ...parts, ...clock, timeZone }).format(new Date(atMs));
}

export function clockText(atMs: number, language: string, timeZone = "UTC"): string {
  const clock = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat(language, { ...clock, timeZone }).format(new Date(atMs));
}

export function numberText(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** For the stub of a ticket: `5`, `Jan`. */
export function dayAndMonth(atMs: number, language: string, timeZone: string): readonly [day: string, month: string] {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language, { ...options, timeZone }).format(new Date(atMs));
  return [part({ day: "numeric" }), part({ month: "short" })];
}
