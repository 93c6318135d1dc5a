// `POST /seats/commit` on real parts: what is answered, charged, booked and owed (S6, S7), the same request again (S8),
// and what is refused. The provider's own books, SQL and the journal are the judges.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { EVENTS, SESSION_ENDED, VISITOR } from "../../../core/contract/headers.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { nothingHappened, soldOnce } from "./judgement.ts";

let office: TestOffice;
let seat = 0;

beforeAll(async () => {
  office = await TestOffice.open();
});
afterAll(() => office.close());

function nextSeats(count = 1): string[] {
  return Array.from({ length: count }, () => `stalls-${(seat += 1)}`);
}

async function held(count = 1): Promise<Reservation> {
  return office.hold(newVisitor(), nextSeats(count));
}

describe("a reservation that is paid", () => {
  it("is answered with its order, charged, booked and owed a mail, each once (S6)", async () => {
    const reservation = await held(2);
    const { status, body } = await office.commit(reservation);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      orderId: reservation.reservationId,
      reservationId: reservation.reservationId,
      eventId: office.eventId,
      status: "paid",
      amount: { currency: "USD", value: 305 },
      tickets: reservation.places.map(({ seatId, label }) => ({ seatId, label })),
      reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/u),
    });
    await office.idle();
    await soldOnce(office, reservation);
    const tickets = await office.rows("SELECT id, seat_id FROM passes WHERE order_id = $1 ORDER BY position", [
      reservation.reservationId,
    ]);
    expect(tickets).toEqual(
      body.tickets.map(({ ticketId, seatId }: Record<string, string>) => ({ id: ticketId, seat_id: seatId })),
    );
    const [mail] = await office.rows("SELECT id, recipient, state FROM notifications WHERE order_id = $1", [
      reservation.reservationId,
    ]);
    expect(mail).toMatchObject({ recipient: "ada@example.com", state: "due" });
    expect(office.mails).toContainEqual({ notificationId: mail?.["id"] });
  });

  it("has one charge and one answer, however often it is asked for at once (S7, S8)", async () => {
    const reservation = await held();
    const answers = await Promise.all(Array.from({ length: 50 }, () => office.commit(reservation)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const later = await office.commit(reservation);
    expect(later).toMatchObject({ status: 200, body: answers[0]?.body });
    await office.idle();
    await soldOnce(office, reservation);
  });

  it("is mailed to the card's own address when the buyer names none", async () => {
    const reservation = await held();
    const method = await office.cardOf("card@example.com", "Card Holder");
    expect(await office.commit(reservation, method, { buyer: undefined })).toMatchObject({ status: 200 });
    await office.idle();
    const buyers = await office.rows("SELECT buyer_email, buyer_name FROM orders WHERE id = $1", [
      reservation.reservationId,
    ]);
    expect(buyers).toEqual([{ buyer_email: "card@example.com", buyer_name: "Card Holder" }]);
  });

  it("costs nothing and asks no provider when the price is zero", async () => {
    const reservation = await office.hold(newVisitor(), ["free-1"]);
    const { status, body } = await office.commit(reservation);
    expect({ status, value: body.amount.value }).toEqual({ status: 200, value: 0 });
    await office.idle();
    expect(office.provider.control.totals().filter((money) => money.reservation === reservation.reservationId)).toEqual(
      [],
    );
    const orders = await office.rows("SELECT total_minor, buyer_email FROM orders WHERE id = $1", [
      reservation.reservationId,
    ]);
    expect(orders).toEqual([{ total_minor: "0", buyer_email: "ada@example.com" }]);
    expect(await office.seats.totals()).toMatchObject({ unsettled: 0 });
  });

  it("can be read by whoever has its key, and by nobody else", async () => {
    const reservation = await held();
    const { body } = await office.commit(reservation);
    const { pathname, search } = new URL(body.url);
    const tickets = body.tickets.map((ticket: object) => ({ ...ticket, code: expect.any(String) }));
    expect(await office.fetch("GET", `${pathname}${search}`)).toMatchObject({
      status: 200,
      body: { ...body, tickets },
    });
    const key = new URLSearchParams(search).get("key") ?? "";
    expect(await office.fetch("GET", pathname, undefined, { "foyer-order-key": key })).toMatchObject({ status: 200 });
    const other = await office.commit(await held());
    const otherKey = new URL(other.body.url).search;
    for (const stranger of [pathname, `${pathname}${otherKey}`, `${pathname}?key=${key.slice(0, -3)}abc`]) {
      expect(await office.fetch("GET", stranger)).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });
});

describe("a payment that the bank refuses", () => {
  it("is told with the bank's reason; the hold lives on and another card pays it", async () => {
    const reservation = await held();
    const declined = await office.commit(reservation, "pm_card_chargeDeclinedInsufficientFunds");
    expect(declined).toMatchObject({
      status: 402,
      body: { code: "payment_declined", declineCode: "insufficient_funds", attemptsLeft: 2 },
    });
    await nothingHappened(office, reservation, "held");
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
    await office.idle();
    await soldOnce(office, reservation);
  });

  it("is tried at most three times", async () => {
    const reservation = await held();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await office.commit(reservation, "pm_card_chargeDeclined")).toMatchObject({ status: 402 });
    }
    const fourth = await office.commit(reservation);
    expect(fourth).toMatchObject({ status: 409, body: { code: "attempts_exhausted" } });
    await nothingHappened(office, reservation, "held");
  });

  it("is refused once, and answered so to all who asked at once (S8)", async () => {
    const reservation = await held();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => office.commit(reservation, "pm_card_chargeDeclined")),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(["402 payment_declined"]),
    );
    await nothingHappened(office, reservation, "held");
  });

  it("names the token when there is no such card, and uses up no attempt", async () => {
    const reservation = await held();
    expect(await office.commit(reservation, "pm_card_thatDoesNotExist")).toMatchObject({
      status: 422,
      body: { code: "validation_failed", errors: [{ field: "/paymentToken" }] },
    });
    await nothingHappened(office, reservation, "held");
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
  });
});

describe("a bank that wants to see the buyer", () => {
  async function challenged(): Promise<{ reservation: Reservation; intent: string; returnUrl: URL }> {
    const reservation = await held();
    const asked = await office.commit(reservation, "pm_card_threeDSecure2Required");
    expect(asked).toMatchObject({
      status: 202,
      body: { status: "requires_action", reservationId: reservation.reservationId },
    });
    const intent = new URL(asked.body.redirectUrl).pathname.split("/").at(-1) ?? "";
    expect(await office.commit(reservation, "pm_card_threeDSecure2Required")).toMatchObject({
      status: 202,
      body: { redirectUrl: asked.body.redirectUrl },
    });
    const query = `event=${office.eventId}&reservation=${reservation.reservationId}&payment_intent=${intent}`;
    return { reservation, intent, returnUrl: new URL(`https://tickets.test/checkout/return?${query}`) };
  }

  it("sends them back to a paid order; only the payer's browser gets the key", async () => {
    const { reservation, intent, returnUrl } = await challenged();
    office.provider.control.authenticate(intent, "complete");
    const stranger = await office.fetch("GET", `${returnUrl.pathname}${returnUrl.search}`);
    expect(stranger.status).toBe(303);
    expect(stranger.headers.get("location")).not.toContain("key=");
    const secret = await office.clientSecret(intent);
    const path = `${returnUrl.pathname}${returnUrl.search}&payment_intent_client_secret=${secret}&redirect_status=succeeded`;
    const back = await office.fetch("GET", path);
    expect(back.headers.get("location")).toMatch(
      new RegExp(`^https://tickets.test/orders/${reservation.reservationId}\\?key=`, "u"),
    );
    await office.idle();
    await soldOnce(office, reservation);
  });

  it("answers the same request with the order once they have been there", async () => {
    const { reservation, intent } = await challenged();
    office.provider.control.authenticate(intent, "complete");
    expect(await office.commit(reservation, "pm_card_threeDSecure2Required")).toMatchObject({ status: 200 });
    await office.idle();
    await soldOnce(office, reservation);
  });

  it("sends them back to the checkout when the bank said no, and the hold lives on", async () => {
    const { reservation, intent, returnUrl } = await challenged();
    office.provider.control.authenticate(intent, "fail");
    const back = await office.fetch("GET", `${returnUrl.pathname}${returnUrl.search}`);
    expect(back.headers.get("location")).toContain(`reservation=${reservation.reservationId}&outcome=declined`);
    await nothingHappened(office, reservation, "held");
  });

  it("gives the seats back when they never come, and only after the payment is canceled (S5)", async () => {
    const { reservation } = await challenged();
    await office.carry(office.parts(), 3);
    await nothingHappened(office, reservation, "held");
  });

  it("refuses another card while it waits", async () => {
    const { reservation } = await challenged();
    expect(await office.commit(reservation, "pm_card_visa")).toMatchObject({
      status: 409,
      body: { code: "already_paying" },
    });
  });
});

describe("what is refused before any money is asked for", () => {
  it.each([
    ["an amount that is not the price", { amount: { currency: "USD", value: 1 } }, 409, "amount_mismatch"],
    ["another currency", { amount: { currency: "EUR", value: 152.5 } }, 409, "amount_mismatch"],
    ["too many decimals", { amount: { currency: "USD", value: 152.505 } }, 422, "validation_failed"],
    ["an unknown currency", { amount: { currency: "XXX", value: 152.5 } }, 422, "validation_failed"],
    ["an unknown field", { tip: 1 }, 422, "validation_failed"],
    ["a token with a NUL", { paymentToken: "pm_\u0000" }, 422, "validation_failed"],
  ])("%s", async (_what, more, status, code) => {
    const reservation = await held();
    expect(await office.commit(reservation, "pm_card_visa", more)).toMatchObject({ status, body: { code } });
    await nothingHappened(office, reservation, "held");
  });

  it("names the field of an amount with too many decimals", async () => {
    const answer = await office.commit(await held(), "pm_card_visa", { amount: { currency: "JPY", value: 152.5 } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "/amount/value" }] } });
  });

  it("hides another buyer's reservation, and one of another room", async () => {
    const reservation = await held();
    const other = { [VISITOR]: newVisitor() };
    expect(await office.commit(reservation, "pm_card_visa", {}, other)).toMatchObject({ status: 404 });
    const elsewhere = { [EVENTS]: randomUUID() };
    expect(await office.commit(reservation, "pm_card_visa", {}, elsewhere)).toMatchObject({ status: 404 });
    await nothingHappened(office, reservation, "held");
  });

  it("asks for an admission", async () => {
    const reservation = await held();
    const answer = await office.commit(reservation, "pm_card_visa", {}, { [VISITOR]: "" });
    expect(answer).toMatchObject({ status: 401, body: { code: "admission_required" } });
  });

  it("takes no money for a hold that has run out", async () => {
    const reservation = await held();
    office.clockMs += 301_000;
    expect(await office.commit(reservation)).toMatchObject({ status: 410, body: { code: "hold_expired" } });
    await nothingHappened(office, reservation, "expired");
  });

  it("answers after the visit has ended only what was sold already", async () => {
    const ended = { [SESSION_ENDED]: "1" };
    const open = await held();
    expect(await office.commit(open, "pm_card_visa", {}, ended)).toMatchObject({
      status: 401,
      body: { code: "admission_ended" },
    });
    await nothingHappened(office, open, "held");
    const sold = await held();
    const first = await office.commit(sold);
    expect(await office.commit(sold, "pm_card_visa", {}, ended)).toMatchObject({ status: 200, body: first.body });
  });
});

describe("currencies", () => {
  it.each([
    ["JPY", 15_000, 15_250],
    ["KWD", 15_000, 15.25],
  ])("counts %s in its own smallest unit", async (currency, priceMinor, value) => {
    const abroad = await TestOffice.open({ currency, priceMinor });
    try {
      const reservation = await abroad.hold(newVisitor(), ["stalls-1"]);
      const answer = await abroad.commit(reservation);
      expect(answer).toMatchObject({ status: 200, body: { amount: { currency, value } } });
      await abroad.idle();
      await soldOnce(abroad, reservation);
    } finally {
      await abroad.close();
    }
  });
});
