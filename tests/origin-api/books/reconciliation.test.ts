// Seats, books and provider agree to the cent after all kinds of sales; and every way in which they can be made to
// disagree, by hand, is found, named and given a repair (S9).

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { stripeOf } from "../../../origin-api/payments/stripe-client.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "./office-desk.ts";

let office: TestOffice;
let desk: OfficeDesk;
let seat = 0;

beforeEach(async () => {
  office = await TestOffice.open();
  desk = await OfficeDesk.as(office, "finance");
  seat = 0;
});
afterEach(() => office.close());

async function sold(card = "pm_card_visa"): Promise<Reservation> {
  const reservation = await office.hold(newVisitor(), [`stalls-${(seat += 1)}`]);
  expect(await office.commit(reservation, card)).toMatchObject({ status: 200 });
  await office.idle();
  return reservation;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a document as it came over HTTP
async function reconciliation(): Promise<any> {
  const { status, body } = await desk.ask("GET", `/events/${office.eventId}/reconciliation`);
  expect(status).toBe(200);
  return body;
}

/** The kinds of difference, each with the order that it names. */
async function differences(): Promise<[string, string | undefined][]> {
  const { differences: found } = await reconciliation();
  for (const { detail, repair } of found) expect(`${detail}${repair}`.length).toBeGreaterThan(10);
  return found.map(({ kind, orderId }: Record<string, string>) => [kind, orderId]);
}

/** Around the ledger's and the books' own guards, as a restored backup or a hand at the database might. */
async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  await office.rows("SET session_replication_role = replica");
  await office.rows(statement, values);
  await office.rows("SET session_replication_role = DEFAULT");
}

describe("reconciliation", () => {
  it("finds no difference after sales, declines, refunds and free orders", async () => {
    const [first, second] = [await sold(), await sold(), await sold()];
    await office.commit(await office.hold(newVisitor(), ["stalls-50"]), "pm_card_chargeDeclined");
    await office.commit(await office.hold(newVisitor(), ["free-1"]));
    await office.idle();
    await desk.refund(first?.reservationId ?? "", { amount: { currency: "USD", value: 10 } });
    await desk.refund(second?.reservationId ?? "", { releaseSeats: true });
    const report = await reconciliation();
    expect(report.differences).toEqual([]);
    expect(report).toMatchObject({
      currency: "USD",
      seats: { sold: 3, orders: 4, totalMinor: 45_750, unsettled: 0 },
      books: {
        orders: 4,
        places: 3,
        totalMinor: 45_750,
        capturedMinor: 45_750,
        refundedMinor: 16_250,
        clearingMinor: 29_500,
      },
      provider: { payments: 3, capturedMinor: 45_750, refundedMinor: 16_250, balanceMinor: 29_500, authorisedMinor: 0 },
    });
  });

  it("counts a sale that is being made as under way, and as a break when it stays so", async () => {
    office.database.setOutage("down");
    const reservation = await office.hold(newVisitor(), ["stalls-1"]);
    await office.commit(reservation);
    await office.idle();
    office.database.setOutage("none");
    expect(await reconciliation()).toMatchObject({ differences: [], underWay: 1 });
    office.clockMs += 600_000;
    expect(await differences()).toContainEqual(["sold_not_booked", reservation.reservationId]);
    expect(await differences()).toContainEqual(["captured_not_booked", reservation.reservationId]);
    await office.carry();
    expect(await differences()).toEqual([]);
  });

  it("finds an order whose seats nobody sold", async () => {
    const { reservationId } = await sold();
    const before = office.seats.sold.bind(office.seats);
    office.seats.sold = async (...page) =>
      (await before(...page)).filter((sale) => sale.reservationId !== reservationId);
    expect(await differences()).toEqual([["booked_not_sold", reservationId]]);
  });

  it("finds a price, places, or a payment that differ", async () => {
    const { reservationId: first } = await sold();
    await tamper("UPDATE orders SET total_minor = total_minor + 1");
    expect(await differences()).toEqual([["price_differs", first]]);
    await tamper("UPDATE orders SET total_minor = total_minor - 1");
    await tamper("UPDATE passes SET voided_at = now()");
    expect(await differences()).toEqual([["places_differ", first]]);
    await tamper("UPDATE passes SET voided_at = NULL");
    await tamper("UPDATE payments SET id = 'pi_nobody'");
    expect((await differences()).map(([kind]) => kind).toSorted()).toEqual([
      "booked_not_captured",
      "captured_not_booked",
      "ledger_missing",
      "payment_differs",
    ]);
  });

  it("finds money that was captured otherwise than booked, or given back without us", async () => {
    const { reservationId } = await sold();
    await tamper("UPDATE payments SET captured_minor = captured_minor - 1");
    expect(await differences()).toEqual([["captured_differs", reservationId]]);
    await tamper("UPDATE payments SET captured_minor = captured_minor + 1");
    const [payment] = await office.rows("SELECT id FROM payments");
    await stripeOf(office.env).refunds.create({ payment_intent: String(payment?.["id"]), amount: 100 });
    expect(await differences()).toContainEqual(["refunded_differs", reservationId]);
  });

  it("finds a second charge, and money that is held for nothing", async () => {
    const { reservationId } = await sold();
    const intent = {
      amount: 15_250,
      currency: "usd",
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card" as const],
      confirm: true,
      metadata: { reservation_id: reservationId, event_id: office.eventId, attempt: "2" },
    };
    const held = await stripeOf(office.env).paymentIntents.create({ ...intent, capture_method: "manual" });
    expect(await differences()).toEqual([["authorised_for_nothing", reservationId]]);
    await stripeOf(office.env).paymentIntents.cancel(held.id);
    await stripeOf(office.env).paymentIntents.create(intent);
    expect((await differences()).map(([kind]) => kind).toSorted()).toEqual([
      "captured_not_booked",
      "charged_twice",
      "ledger_differs",
    ]);
  });

  it("finds what is missing in the ledger, and a ledger that does not sum to zero", async () => {
    const { reservationId } = await sold();
    await tamper("UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE account = 'psp_clearing'");
    expect((await differences()).map(([kind]) => kind)).toEqual(["ledger_differs", "ledger_differs"]);
    await tamper("DELETE FROM ledger_entries");
    await tamper("DELETE FROM ledger_transactions");
    expect(await differences()).toEqual([
      ["ledger_missing", reservationId],
      ["ledger_differs", undefined],
    ]);
  });

  it("is for organizers and finance of this organization", async () => {
    const path = `/events/${office.eventId}/reconciliation`;
    expect(await (await OfficeDesk.stranger(office)).ask("GET", path)).toMatchObject({ status: 404 });
    expect(await (await OfficeDesk.as(office, "support")).ask("GET", path)).toMatchObject({ status: 403 });
  });
});
