// Money that a provider takes although it had said that it would not: the same seats if they are still free, else all of
// it back (S6); a liability in the ledger until then (S9).

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { sweepRefunds } from "../../../origin-api/books/refund-sweep.ts";
import { drive } from "../../../origin-api/checkout/drive.ts";
import { afterBooking, bookSales } from "../../../origin-api/checkout/finish.ts";
import { stripeOf } from "../../../origin-api/payments/stripe-client.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { moneyOf } from "./judgement.ts";

let office: TestOffice;

beforeEach(async () => {
  office = await TestOffice.open();
});
afterEach(() => office.close());

/** Begun, proven dead, given back; and then the money comes all the same, or less of it. */
async function lateMoney(amount?: number): Promise<{ reservation: Reservation; paymentId: string }> {
  const reservation = await office.hold(newVisitor(), ["stalls-1"]);
  const { reservationId, holder, quote, eventId } = reservation;
  await office.seats.beginPayment({ reservationId, holder, amount: quote.total, fingerprint: "f" });
  await office.seats.cancelPayment(reservationId, 1, "canceled");
  const intent = await stripeOf(office.env).paymentIntents.create({
    amount: amount ?? quote.total.minor,
    currency: "usd",
    payment_method: "pm_card_visa",
    allowed_payment_method_types: ["card"],
    confirm: true,
    receipt_email: "late@example.com",
    metadata: { reservation_id: reservationId, event_id: eventId, attempt: "1" },
  });
  return { reservation, paymentId: intent.id };
}

async function tell({ reservation, paymentId }: Awaited<ReturnType<typeof lateMoney>>): Promise<string> {
  const parts = office.parts();
  const { eventId, reservationId } = reservation;
  const answer = await parts.gateway.read(paymentId);
  if (answer.kind !== "payment") throw new Error(answer.kind);
  const driven = await drive(parts, { eventId, reservationId, payment: answer.payment });
  if (driven.kind === "sold") await afterBooking(parts, await bookSales(parts, [driven.sale]));
  return driven.kind;
}

async function balance(account: string): Promise<number> {
  const [row] = await office.rows(
    "SELECT coalesce(sum(amount_minor), 0)::int AS sum FROM ledger_entries WHERE account = $1",
    [account],
  );
  return Number(row?.["sum"]);
}

describe("late money", () => {
  it("buys the seats that are still held", async () => {
    const late = await lateMoney();
    expect(await tell(late)).toBe("sold");
    expect(await tell(late)).toBe("sold");
    expect(await office.rows("SELECT id, buyer_email FROM orders")).toEqual([
      { id: late.reservation.reservationId, buyer_email: "late@example.com" },
    ]);
    expect(await balance("unapplied_cash")).toBe(0);
    expect(await balance("psp_clearing")).toBe(15_250);
    expect(moneyOf(office, late.reservation).kept).toBe(15_250);
  });

  it("buys the same seats anew when their hold is over and nobody has them", async () => {
    const late = await lateMoney();
    office.clockMs += 400_000;
    expect(await tell(late)).toBe("sold");
    expect(await tell(late)).toBe("sold");
    const passes = await office.rows("SELECT seat_id FROM passes");
    expect(passes).toEqual([{ seat_id: "stalls-1" }]);
    expect(await office.seats.totals()).toMatchObject({ sold: 1, held: 0, paying: 0, unsettled: 0 });
    expect(await balance("unapplied_cash")).toBe(0);
  });

  it("goes back in full when somebody else has the seats", async () => {
    const late = await lateMoney();
    office.clockMs += 400_000;
    await office.hold(newVisitor(), ["stalls-1"]);
    expect(await tell(late)).toBe("not_sold");
    expect(await tell(late)).toBe("not_sold");
    expect(moneyOf(office, late.reservation).kept).toBe(0);
    expect(await office.rows("SELECT id FROM orders")).toEqual([]);
    expect(await balance("unapplied_cash")).toBe(0);
    expect(await balance("psp_clearing")).toBe(0);
    expect(await office.rows("SELECT kind FROM ledger_transactions ORDER BY sequence")).toEqual([
      { kind: "late_received" },
      { kind: "late_refunded" },
    ]);
  });

  it("is owed until the refund is acknowledged, and refunded once", async () => {
    const late = await lateMoney();
    office.clockMs += 400_000;
    await office.hold(newVisitor(), ["stalls-1"]);
    const parts = office.parts();
    const answer = await parts.gateway.read(late.paymentId);
    office.provider.control.setOutage({ mode: "lose_answers" });
    if (answer.kind !== "payment") throw new Error(answer.kind);
    const { eventId, reservationId } = late.reservation;
    const driven = await drive(parts, { eventId, reservationId, payment: answer.payment });
    expect(driven.kind).toBe("unknown");
    expect(await balance("unapplied_cash")).toBe(-15_250);
    office.provider.control.setOutage(null);
    office.clockMs += 10_000;
    await office.rows("UPDATE refunds SET due_at = now()");
    await sweepRefunds(parts);
    expect(await tell(late)).toBe("not_sold");
    expect(moneyOf(office, late.reservation).kept).toBe(0);
    expect(await balance("unapplied_cash")).toBe(0);
  });

  it("that is not the price buys nothing", async () => {
    const late = await lateMoney(100);
    expect(await tell(late)).toBe("not_sold");
    expect(moneyOf(office, late.reservation).kept).toBe(0);
    expect(await office.rows("SELECT id FROM orders")).toEqual([]);
  });
});

type Wrong = {
  readonly amount?: number;
  readonly currency?: string;
  readonly metadata?: { readonly event_id: string };
};

describe("a payment that is not what was asked for", () => {
  it.each([
    ["another amount", { amount: 100 }],
    ["another currency", { currency: "eur" }],
    ["another event", { metadata: { event_id: "00000000-0000-4000-8000-000000000000" } }],
  ])("never becomes a sale: %s", async (_what, wrong: Wrong) => {
    const reservation = await office.hold(newVisitor(), ["stalls-2"]);
    const { reservationId, holder, quote, eventId } = reservation;
    await office.seats.beginPayment({ reservationId, holder, amount: quote.total, fingerprint: "f" });
    const metadata = { reservation_id: reservationId, event_id: eventId, attempt: "1", ...wrong.metadata };
    const intent = await stripeOf(office.env).paymentIntents.create({
      amount: quote.total.minor,
      currency: "usd",
      capture_method: "manual",
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      confirm: true,
      ...wrong,
      metadata,
    });
    expect(await tell({ reservation, paymentId: intent.id })).toBe("not_sold");
    expect(moneyOf(office, reservation)).toMatchObject({ kept: 0, authorised: 0 });
    expect((await office.seats.reservation(reservationId))?.state).toBe("held");
    expect(office.reports.map(({ fault }) => fault)).toContain("a payment is not what was asked for");
  });
});
