/**
 * Money: currencies and their smallest units, and the way between a decimal amount and minor units.
 *
 * Inside Foyer money is an integer count of minor units and one currency. Decimals exist only at the border.
 * Exponents: ISO 4217, list one. Formatting for people is `Intl.NumberFormat`'s business, not ours.
 */
import { minorUnits, type CurrencyCode, type MinorUnits } from "../brand.ts";

/** Digits after the point, by currency. A currency that is not here cannot be sold in. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  AED: 2,
  ARS: 2,
  AUD: 2,
  BGN: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CLP: 0,
  CNY: 2,
  COP: 2,
  CZK: 2,
  DKK: 2,
  EGP: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 2,
  IDR: 2,
  ILS: 2,
  INR: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KES: 2,
  KRW: 0,
  KWD: 3,
  MAD: 2,
  MXN: 2,
  MYR: 2,
  NGN: 2,
  NOK: 2,
  NZD: 2,
  OMR: 3,
  PEN: 2,
  PHP: 2,
  PLN: 2,
  QAR: 2,
  RON: 2,
  RSD: 2,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TND: 3,
  TRY: 2,
  TWD: 2,
  UAH: 2,
  USD: 2,
  VND: 0,
  ZAR: 2,
};

/** One amount in one currency. */
export interface Money {
  readonly currency: CurrencyCode;
  readonly minor: MinorUnits;
}

/** The largest amount of one order, in minor units; the payment provider takes at most eight digits. */
export const AMOUNT_MINOR_MAX = 99_999_999;

/** Every currency that Foyer can sell in. */
export const CURRENCIES: readonly string[] = Object.keys(MINOR_DIGITS);

export function isCurrency(code: string): code is CurrencyCode {
  return Object.hasOwn(MINOR_DIGITS, code);
}

/** Digits after the point of `currency`: JPY 0, USD 2, KWD 3. */
export function minorDigits(currency: CurrencyCode): number {
  const digits = MINOR_DIGITS[currency];
  if (digits === undefined) throw new RangeError(`unknown currency ${currency}`);
  return digits;
}

/**
 * A decimal amount as minor units, or `undefined` when it has more decimals than the currency, is negative,
 * not finite, or larger than {@link AMOUNT_MINOR_MAX}.
 *
 * Works on the shortest decimal form of the number, because `1.15 * 100` is not 115.
 */
export function toMinorUnits(value: number, currency: CurrencyCode): MinorUnits | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (match === null) return undefined; // exponent notation: too large or too fine for any currency
  const [, whole = "", fraction = ""] = match;
  const digits = minorDigits(currency);
  if (fraction.length > digits) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, "0"));
  return minor <= AMOUNT_MINOR_MAX ? minorUnits(minor) : undefined;
}

/** Minor units as the decimal number of the public API: 15000 USD → 150. */
export function toDecimal(money: Money): number {
  const digits = minorDigits(money.currency);
  if (digits === 0) return money.minor;
  const text = String(Math.abs(money.minor)).padStart(digits + 1, "0");
  return (money.minor < 0 ? -1 : 1) * Number(`${text.slice(0, -digits)}.${text.slice(-digits)}`);
}
