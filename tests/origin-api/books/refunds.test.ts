// Refunds: never more than was captured, however many ask at once; once per key; seats only when asked; disputes block
// them; and every cent in the ledger and at the provider.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { sweepRefunds } from "../../../origin-api/books/refund-sweep.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { moneyOf } from "../checkout/judgement.ts";
import { OfficeDesk } from "./office-desk.ts";

let office: TestOffice;
let desk: OfficeDesk;

beforeEach(async () => {
  office = await TestOffice.open();
  desk = await OfficeDesk.as(office, "finance");
});
afterEach(() => office.close());

const usd = (value: number) => ({ amount: { currency: "USD", value } });

async function sold(card = "pm_card_visa", seats = ["stalls-1", "stalls-2"]): Promise<Reservation> {
  const reservation = await office.hold(newVisitor(), seats);
  expect(await office.commit(reservation, card)).toMatchObject({ status: 200 });
  await office.idle();
  return reservation;
}

async function balances(): Promise<Record<string, number>> {
  const rows = await office.rows(
    "SELECT account, sum(amount_minor)::int AS sum FROM ledger_entries GROUP BY account HAVING sum(amount_minor) <> 0",
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [String(account), Number(sum)]));
}

describe("a refund", () => {
  it("gives part of the money back, then the rest, and no cent more", async () => {
    const order = await sold();
    const id = order.reservationId;
    expect(await desk.refund(id, usd(100))).toMatchObject({
      status: 201,
      body: { orderId: id, state: "settled", amount: { currency: "USD", value: 100 }, seatsReleasedAt: null },
    });
    expect(await balances()).toMatchObject({ psp_clearing: 20_500, refunds: 10_000 });
    expect(await desk.refund(id, usd(205.01))).toMatchObject({ status: 409, body: { code: "refund_too_large" } });
    expect(await desk.refund(id)).toMatchObject({ status: 201, body: { amount: { value: 205 } } });
    expect(await desk.refund(id)).toMatchObject({ status: 409, body: { code: "refund_too_large" } });
    expect(moneyOf(office, order).kept).toBe(0);
    expect((await balances())["psp_clearing"]).toBeUndefined();
    expect((await balances())["refund_payable"]).toBeUndefined();
  });

  it("never exceeds what was captured, however many ask at once", async () => {
    const order = await sold();
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.refund(order.reservationId, usd(50))));
    const granted = answers.filter(({ status }) => status === 201);
    expect(granted).toHaveLength(6); // 305 dollars
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(moneyOf(office, order).kept).toBe(500);
    expect(await balances()).toMatchObject({ psp_clearing: 500, refunds: 30_000 });
  });

  it("is refused by the books themselves when somebody goes round the office", async () => {
    await sold();
    const insertion = `INSERT INTO refunds (id, payment_id, fingerprint, amount_minor, reason, release_seats, state, requested_by)
      SELECT gen_random_uuid(), id, '', 20000, 'x', false, 'pending', 'x' FROM payments`;
    await office.rows(insertion);
    await expect(office.rows(insertion)).rejects.toThrow("exceeds what is left");
  });

  it("is made once per key, and refuses the key for something else (S8)", async () => {
    const order = await sold();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.refund(order.reservationId, usd(10), "key-1")),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.refundId}`)).size).toBe(1);
    expect(moneyOf(office, order).kept).toBe(29_500);
    expect(await desk.refund(order.reservationId, usd(11), "key-1")).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
    expect(await desk.ask("POST", `/orders/${order.reservationId}/refunds`, { reason: "x" })).toMatchObject({
      status: 400,
      body: { code: "idempotency_key_required" },
    });
  });

  it("gives seats back only when that is asked, and voids their passes", async () => {
    const order = await sold();
    const id = order.reservationId;
    await desk.refund(id, usd(10));
    expect(await office.seats.totals()).toMatchObject({ sold: 2 });
    const one = await desk.refund(id, { ...usd(150), releaseSeats: true, seatIds: ["stalls-2"] });
    expect(one.body.seatsReleasedAt).not.toBeNull();
    expect(await office.seats.totals()).toMatchObject({ sold: 1 });
    expect(await office.rows("SELECT seat_id FROM passes WHERE voided_at IS NULL")).toEqual([{ seat_id: "stalls-1" }]);
    await desk.refund(id, { releaseSeats: true });
    expect(await office.seats.totals()).toMatchObject({ sold: 0 });
    expect(await office.rows("SELECT seat_id FROM passes WHERE voided_at IS NULL")).toEqual([]);
    await office.hold(newVisitor(), ["stalls-1", "stalls-2"]);
  });

  it.each(["lose_answers", "500_after_work"] as const)(
    "is made once when the provider's answer is lost (%s)",
    async (mode) => {
      const order = await sold();
      office.provider.control.setOutage({ mode });
      const first = await desk.refund(order.reservationId, usd(100), "key-1");
      expect(first).toMatchObject({ status: 202, body: { state: "pending" } });
      office.provider.control.setOutage(null);
      office.clockMs += 10_000;
      await office.rows("UPDATE refunds SET due_at = now()");
      await sweepRefunds(office.parts());
      expect(await desk.refund(order.reservationId, usd(100), "key-1")).toMatchObject({
        status: 201,
        body: { state: "settled", refundId: first.body.refundId },
      });
      expect(moneyOf(office, order).kept).toBe(20_500);
      expect(await balances()).toMatchObject({ psp_clearing: 20_500, refunds: 10_000 });
    },
  );

  it("that a bank takes its time for is pending, then settled", async () => {
    const order = await sold("pm_card_pendingRefund");
    expect(await desk.refund(order.reservationId, usd(100))).toMatchObject({ status: 202, body: { state: "pending" } });
    expect(await balances()).toMatchObject({ psp_clearing: 30_500, refund_payable: -10_000 });
    const [refund] = await office.rows("SELECT provider_refund_id AS id FROM refunds");
    office.provider.control.endRefund(String(refund?.["id"]), "succeeded");
    await office.rows("UPDATE refunds SET due_at = now()");
    await sweepRefunds(office.parts());
    expect(await office.rows("SELECT state FROM refunds")).toEqual([{ state: "settled" }]);
    expect(await balances()).toMatchObject({ psp_clearing: 20_500, refunds: 10_000 });
  });

  it("that bounces can be asked for again, and the ledger has its money back", async () => {
    const order = await sold("pm_card_pendingRefund");
    await desk.refund(order.reservationId);
    const [refund] = await office.rows("SELECT provider_refund_id AS id FROM refunds");
    office.provider.control.endRefund(String(refund?.["id"]), "failed");
    await office.rows("UPDATE refunds SET due_at = now()");
    await sweepRefunds(office.parts());
    expect(await office.rows("SELECT state FROM refunds")).toEqual([{ state: "failed" }]);
    expect(await balances()).toMatchObject({ psp_clearing: 30_500 });
    expect((await balances())["refunds"]).toBeUndefined();
    expect(await desk.refund(order.reservationId)).toMatchObject({ status: 202 });
  });

  it("is blocked by a dispute", async () => {
    const order = await sold();
    const [payment] = await office.rows("SELECT id FROM payments");
    await office.rows(
      "INSERT INTO disputes (id, payment_id, amount_minor, withdrawn, reason, state, opened_at) VALUES ('dp_1', $1, 1, true, 'x', 'open', now())",
      [payment?.["id"]],
    );
    expect(await desk.refund(order.reservationId)).toMatchObject({ status: 409, body: { code: "refund_blocked" } });
    expect(moneyOf(office, order).kept).toBe(30_500);
  });

  it("is for finance and support of this organization, leaves a row in the audit log, and is not for the door", async () => {
    const order = await sold();
    const id = order.reservationId;
    const stranger = await OfficeDesk.stranger(office);
    expect(await stranger.refund(id)).toMatchObject({ status: 404 });
    const door = await OfficeDesk.as(office, "door");
    expect(await door.refund(id)).toMatchObject({ status: 403, body: { code: "role_refused" } });
    expect(moneyOf(office, order).kept).toBe(30_500);
    const support = await OfficeDesk.as(office, "support");
    expect(await support.refund(id, usd(1))).toMatchObject({ status: 201 });
    const acts = await office.rows("SELECT action, subject FROM audit_entries WHERE subject = $1", [`order:${id}`]);
    expect(acts).toEqual([{ action: "order.refund_asked", subject: `order:${id}` }]);
  });

  it.each([
    ["too many decimals", usd(1.005), 422, "validation_failed"],
    ["another currency", { amount: { currency: "EUR", value: 1 } }, 422, "validation_failed"],
    ["an unknown field", { tip: 1 }, 422, "validation_failed"],
    ["nothing", usd(0), 409, "refund_too_large"],
    ["seats without asking to give them back", { seatIds: ["stalls-1"] }, 422, "validation_failed"],
  ])("is refused for %s", async (_what, body, status, code) => {
    const order = await sold();
    expect(await desk.refund(order.reservationId, body)).toMatchObject({ status, body: { code } });
    expect(await office.rows("SELECT id FROM refunds")).toEqual([]);
  });
});
