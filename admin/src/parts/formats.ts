/** Numbers, money and times as people read them, by `Intl` in the language of the panel. */
import { language } from "../text/words.ts";

/** Money at the border: a decimal number in a currency. */
export interface Amount {
  readonly currency: string;
  readonly value: number;
}

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium" });

export const count = (value: number): string => whole.format(value);
export const percent = (value: number): string => share.format(value);

export function money(amount: Amount): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: amount.currency }).format(amount.value);
}

/** @param timeZone IANA name of the venue; the reader's own when absent. */
export function when(instant: string, timeZone?: string): string {
  if (timeZone === undefined) return dateTime.format(new Date(instant));
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    new Date(instant),
  );
}

export const whenExactly = (instant: string): string => exact.format(new Date(instant));
export const timeOfDay = (instant: string): string => clock.format(new Date(instant));

const minuteClock = new Intl.DateTimeFormat(language, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });

/** A mark on an axis of time, as exact as its span needs. */
export function timeMark(atMs: number, spanMs: number): string {
  if (spanMs < 600_000) return clock.format(atMs);
  return spanMs < 129_600_000 ? minuteClock.format(atMs) : day.format(atMs);
}

/** A range of waiting in one unit: "20–45 s", "3–5 min", "1.4–1.9 h". */
export function waitRange(fromSeconds: number, toSeconds: number): string {
  const [size, unit] = toSeconds < 90 ? [1, "s"] : toSeconds < 5_400 ? [60, "min"] : [3_600, "h"];
  const format = unit === "h" ? oneDigit : whole;
  const [from, to] = [format.format(fromSeconds / size), format.format(toSeconds / size)];
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}
