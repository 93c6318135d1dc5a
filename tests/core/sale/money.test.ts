/** Money: no amount changes on its way in and out, in any currency; a total is the sum of its lines. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorUnits, type CategoryKey, type CurrencyCode } from "../../../core/brand.ts";
import { AMOUNT_MINOR_MAX, CURRENCIES, minorDigits, toDecimal, toMinorUnits } from "../../../core/sale/money.ts";
import { quote, taxWithin, type PriceList } from "../../../core/sale/price.ts";

const currency = fc.constantFrom(...CURRENCIES) as fc.Arbitrary<CurrencyCode>;
const minor = fc.integer({ min: 0, max: AMOUNT_MINOR_MAX }).map(minorUnits);

describe("an amount", () => {
  it("comes back from its decimal form as what it was, in every currency", () => {
    for (const code of CURRENCIES as CurrencyCode[])
      for (const edge of [0, 1, 9, 10, 99, 100, 101, 999, 1_000, 1_001, 115, 10_050, AMOUNT_MINOR_MAX])
        expect(toMinorUnits(toDecimal({ currency: code, minor: minorUnits(edge) }), code)).toBe(edge);
    fc.assert(
      fc.property(currency, minor, (code, amount) => {
        expect(toMinorUnits(toDecimal({ currency: code, minor: amount }), code)).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused with more decimals than its currency has, and never rounded", () => {
    fc.assert(
      fc.property(
        currency,
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 1, max: 9 }),
        (code, whole, last) => {
          const fraction = `${"0".repeat(minorDigits(code))}${last}`;
          expect(toMinorUnits(Number(`${whole}.${fraction}`), code)).toBeUndefined();
        },
      ),
    );
  });

  it("knows what the world's currencies look like to those who pay in them", () => {
    // ISO 4217 by way of the runtime's own data. CLDR shows some without decimals that ISO and the payment provider keep.
    const shownWithout = new Set(["COP", "HUF", "IDR", "RSD"]);
    for (const code of CURRENCIES as CurrencyCode[]) {
      if (shownWithout.has(code)) continue;
      const shown = new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions();
      expect([code, minorDigits(code)]).toEqual([code, shown.maximumFractionDigits]);
    }
  });

  it("is no amount below zero, past the bound, or without an end", () => {
    const usd = "USD" as CurrencyCode;
    for (const value of [-1, -0.01, Number.NaN, Infinity, 1_000_000, 1e21, 1e-7])
      expect(toMinorUnits(value, usd)).toBeUndefined();
    expect(toMinorUnits(1.15, usd)).toBe(115);
    expect(toMinorUnits(150, "JPY" as CurrencyCode)).toBe(150);
    expect(toMinorUnits(1.234, "KWD" as CurrencyCode)).toBe(1_234);
  });
});

describe("a price", () => {
  const [stalls, balcony, gift] = ["stalls", "balcony", "gift"] as CategoryKey[];
  const prices = fc
    .record({
      stalls: fc.integer({ min: 0, max: 100_000 }),
      balcony: fc.integer({ min: 0, max: 100_000 }),
      fee: fc.integer({ min: 0, max: 1_000 }),
      taxBasisPoints: fc.integer({ min: 0, max: 2_700 }),
    })
    .map((drawn): PriceList => ({
      currency: "EUR" as CurrencyCode,
      priceByCategory: Object.fromEntries([
        ["stalls", minorUnits(drawn.stalls)],
        ["balcony", minorUnits(drawn.balcony)],
        ["gift", minorUnits(0)],
      ]) as PriceList["priceByCategory"],
      feePerPlace: minorUnits(drawn.fee),
      taxBasisPoints: drawn.taxBasisPoints,
    }));

  it("is the sum of its lines, place by place, with the tax inside it", () => {
    const places = fc.array(fc.constantFrom(stalls, balcony, gift), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(prices, places as fc.Arbitrary<CategoryKey[]>, (list, chosen) => {
        const total = quote(chosen, list);
        const each = chosen.map((category) => {
          const price = Number(list.priceByCategory[category]);
          return price === 0 ? 0 : price + list.feePerPlace;
        });
        const naive = each.reduce((sum, price) => sum + price, 0);
        expect(total?.total.minor).toBe(naive);
        expect(total?.lines.reduce((sum, line) => sum + line.total, 0)).toBe(naive);
        for (const line of total?.lines ?? []) expect(line.unit * line.quantity).toBe(line.total);
        const exact = naive - naive / (1 + list.taxBasisPoints / 10_000);
        expect(Math.abs((total?.tax ?? 0) - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it("does not exist for a category that is not for sale", () => {
    const list = fc.sample(prices, { numRuns: 1, seed: 1 })[0];
    if (list === undefined) throw new Error("no price list");
    expect(quote(["stalls", "house"] as CategoryKey[], list)).toBeUndefined();
  });

  it("contains tax to the half cent: 19 % of 119.00 is 19.00", () => {
    expect(taxWithin(minorUnits(11_900), 1_900)).toBe(1_900);
    expect(taxWithin(minorUnits(0), 1_900)).toBe(0);
  });
});
