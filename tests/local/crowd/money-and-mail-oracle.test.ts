/**
 * The crowd's judges of money and mail: a missing one, a doubled one, a wrong amount, and nothing when all is well.
 */
import { describe, expect, it } from "vitest";
import { Breaches } from "../../../local/crowd/oracle/breaches.ts";
import { judgeMails } from "../../../local/crowd/oracle/mail-oracle.ts";
import { judgeMoney, type ProviderMoney } from "../../../local/crowd/oracle/money-oracle.ts";
import type { Sale } from "../../../local/crowd/oracle/seat-oracle.ts";

const SALE: Sale = {
  reservationId: "r1",
  orderId: "o1",
  email: "ann@x",
  seatIds: ["A1"],
  amount: { currency: "USD", value: 19.99 },
  answeredAtMs: 0,
};
const PAID: ProviderMoney = {
  reservation: "r1",
  currency: "usd",
  charges: 1,
  authorised: 0,
  captured: 1999,
  refunded: 0,
  refundsPending: 0,
};

function moneyBreaches(provider: readonly ProviderMoney[], sales: readonly Sale[] = [SALE]): string[] {
  const breaches = new Breaches();
  const asked = new Set(["r1", "r2"]);
  judgeMoney(breaches, new Map(sales.map((sale) => [sale.reservationId, sale])), asked, provider);
  return breaches.kept.map(({ promise }) => promise);
}

function mailBreaches(to: readonly string[]): number {
  const breaches = new Breaches();
  judgeMails(
    breaches,
    new Map([["o1", "ann@x"]]),
    to.map((address) => ({ to: address, receivedAtMs: 0 })),
  );
  return breaches.count;
}

describe("the judge of money", () => {
  it("is content when the provider has what the order costs", () => {
    expect(moneyBreaches([PAID, { ...PAID, reservation: "somebody-else", captured: 5 }])).toEqual([]);
  });

  it.each([
    ["an order that was never paid", [], ["S6"]],
    ["a cent too little", [{ ...PAID, captured: 1998 }], ["S6"]],
    ["a refund that nobody asked for", [{ ...PAID, refunded: 1999 }], ["S6"]],
    ["another currency", [{ ...PAID, currency: "eur" }], ["S6"]],
    ["money that is held and never taken", [{ ...PAID, captured: 0, authorised: 1999 }], ["S6", "S6"]],
    ["a second charge", [{ ...PAID, charges: 2 }], ["S7"]],
    ["a refund that is on its way", [{ ...PAID, refundsPending: 1999 }], ["S6"]],
    ["payments in two currencies", [PAID, { ...PAID, currency: "eur" }], ["S7", "S6"]],
  ] as const)("notices %s", (_what, provider, promises) => {
    expect(moneyBreaches(provider)).toEqual(promises);
  });

  it("notices money without an order, and forgives it once it was given back", () => {
    const lost = { ...PAID, reservation: "r2" };
    expect(moneyBreaches([PAID, lost])).toEqual(["S6"]);
    expect(moneyBreaches([PAID, { ...lost, refunded: 1999 }])).toEqual([]);
  });
});

describe("the judge of mail", () => {
  it("wants one for each order, and none for anybody else", () => {
    expect(mailBreaches(["ann@x"])).toBe(0);
    expect(mailBreaches([])).toBe(1);
    expect(mailBreaches(["ann@x", "ann@x"])).toBe(1);
    expect(mailBreaches(["ann@x", "bob@x"])).toBe(1);
    expect(mailBreaches(["ann@x", "ann@x", "bob@x"])).toBe(2);
  });
});
