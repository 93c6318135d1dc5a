// What the provider tells us, doubled, late, early, forged, about strangers: the same sales come out of it, and nothing
// new is answered with 2xx that is not stored.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { provideCheckoutParts } from "../../../origin-api/checkout/parts.ts";
import { HeardPayments } from "../../../origin-api/payments/heard-payments.ts";
import { stripeOf } from "../../../origin-api/payments/stripe-client.ts";
import { sweepInbox } from "../../../origin-api/webhooks/sweep.ts";
import { webhookRoutes } from "../../../origin-api/webhooks/route.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { moneyOf, nothingHappened, soldOnce } from "../checkout/judgement.ts";

let office: TestOffice;

beforeEach(async () => {
  office = await TestOffice.open();
});
afterEach(() => office.close());

async function post(body: string, signature: string): Promise<number> {
  const request = { method: "POST", headers: { "stripe-signature": signature }, body };
  const response = await webhookRoutes.request("/webhooks/stripe", request, office.env, office.context);
  return response.status;
}

/** As the provider signs: with the secret that it shares with us, at a time. */
async function sign(body: string, atMs = office.clockMs, secret = office.env.STRIPE_WEBHOOK_SECRET): Promise<string> {
  return stripeOf(office.env).webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret,
    timestamp: Math.floor(atMs / 1000),
  });
}

interface Told {
  readonly id: string;
  readonly type: string;
}

/** Everything that the provider would have told by now. */
async function events(): Promise<Told[]> {
  const { data } = await stripeOf(office.env).events.list({ limit: 100 });
  return data.toReversed();
}

async function tell(event: Told): Promise<number> {
  const body = JSON.stringify(event);
  return post(body, await sign(body));
}

/** From here on another isolate is asked, which has heard nothing from the provider. */
function askAnother(): void {
  provideCheckoutParts(office.env, { ...office.parts(), heard: new HeardPayments() });
}

/** As if all waiting time were over. */
async function sweep(): Promise<void> {
  await office.rows("UPDATE webhook_inbox SET due_at = now() WHERE due_at IS NOT NULL");
  await sweepInbox(office.parts());
}

async function states(): Promise<Record<string, number>> {
  const rows = await office.rows("SELECT state, count(*)::int AS count FROM webhook_inbox GROUP BY state");
  return Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]));
}

const held = (): Promise<Reservation> => office.hold(newVisitor(), ["stalls-1"]);

async function authenticateAll(): Promise<void> {
  for await (const { id, status } of stripeOf(office.env).paymentIntents.list()) {
    if (status === "requires_action") office.provider.control.authenticate(id, "complete");
  }
}

describe("a payment that is told by webhook alone", () => {
  it("becomes an order when the buyer never comes back from the bank", async () => {
    const reservation = await held();
    await office.commit(reservation, "pm_card_threeDSecure2Required");
    await authenticateAll();
    for (const event of await events()) expect(await tell(event)).toBe(200);
    await sweep();
    await soldOnce(office, reservation);
  });

  it("means the same doubled, in reverse order, and long after", async () => {
    const reservation = await held();
    await office.commit(reservation, "pm_card_threeDSecure2Required");
    await authenticateAll();
    const told = (await events()).toReversed();
    const answers = await Promise.all([...told, ...told].map((event) => tell(event)));
    expect(new Set(answers)).toEqual(new Set([200]));
    await sweep();
    office.clockMs += 3_600_000;
    for (const event of await events()) await tell(event);
    await sweep();
    await soldOnce(office, reservation);
    expect(await states()).toEqual({ processed: expect.any(Number) });
  });

  it("does nothing that the buyer's own request has not done", async () => {
    const reservation = await held();
    await office.commit(reservation);
    await office.idle();
    askAnother();
    const entries = office.seats.journal.length;
    for (const event of await events()) await tell(event);
    await sweep();
    await soldOnce(office, reservation);
    expect(office.seats.journal.length).toBe(entries);
    expect(await states()).toEqual({ processed: 2 });
  });

  it("is answered and not stored when it only tells what the provider has answered the same isolate", async () => {
    const reservation = await held();
    await office.commit(reservation);
    await office.idle();
    office.database.setOutage("down");
    for (const event of await events()) expect(await tell(event)).toBe(200);
    office.database.setOutage("none");
    expect(await states()).toEqual({});
    await soldOnce(office, reservation);
  });

  it("is stored when it tells more than was heard", async () => {
    const reservation = await held();
    await office.commit(reservation, "pm_card_threeDSecure2Required");
    await authenticateAll();
    for (const event of await events()) await tell(event);
    expect(await states()).toEqual({ received: 1 });
  });

  it("is acted on later when it comes before the books can", async () => {
    const reservation = await held();
    await office.commit(reservation, "pm_card_threeDSecure2Required");
    await authenticateAll();
    for (const event of await events()) await tell(event);
    office.provider.control.setOutage({ mode: "down" });
    await sweep();
    expect(await states()).toEqual({ received: expect.any(Number) });
    office.provider.control.setOutage(null);
    office.clockMs += 60_000;
    await sweep();
    await soldOnce(office, reservation);
  });

  it("gives nothing away when the card was declined", async () => {
    const reservation = await held();
    await office.commit(reservation, "pm_card_chargeDeclined");
    askAnother();
    for (const event of await events()) await tell(event);
    await sweep();
    await nothingHappened(office, reservation, "held");
    expect(await states()).toEqual({ processed: expect.any(Number) });
  });
});

describe("a webhook about something that we do not know", () => {
  it("is stored and reported, and makes no order", async () => {
    await stripeOf(office.env).paymentIntents.create({
      amount: 100,
      currency: "usd",
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      confirm: true,
      metadata: {
        reservation_id: "00000000-0000-8000-8000-000000000000",
        event_id: "00000000-0000-4000-8000-000000000000",
      },
    });
    for (const event of await events()) expect(await tell(event)).toBe(200);
    await sweep();
    expect(await states()).toEqual({ unknown: 1 });
    expect(office.reports.map(({ fault }) => fault)).toContain("a webhook is about something unknown");
    expect(await office.rows("SELECT id FROM orders")).toEqual([]);
  });
});

describe("a webhook that is not genuine", () => {
  async function told(): Promise<string> {
    await office.commit(await held(), "pm_card_threeDSecure2Required");
    await authenticateAll();
    const event = (await events()).find(({ type }) => type === "payment_intent.amount_capturable_updated");
    return JSON.stringify(event);
  }

  it("is refused: forged, changed, unsigned, five minutes old or from the future; nothing is stored", async () => {
    const body = await told();
    const good = await sign(body);
    expect(await post(body, await sign(body, office.clockMs, "whsec_somebody_elses"))).toBe(400);
    expect(await post(body.replace("pi_", "pi_x"), good)).toBe(400);
    expect(await post(body, "")).toBe(400);
    expect(await post(body, good.replace(/t=\d+/u, "t=abc"))).toBe(400);
    expect(await post(body, await sign(body, office.clockMs - 302_000))).toBe(400);
    const future = await sign(body, office.clockMs + 302_000);
    expect(await post(body, future)).toBe(400);
    const nowS = Math.floor(office.clockMs / 1000);
    expect(await post(body, `t=${nowS},${future}`)).toBe(400); // which of two times was signed?
    expect(await post(body, `${future},t=${nowS}`)).toBe(400);
    expect(await states()).toEqual({});
    expect(await post(body, await sign(body, office.clockMs - 290_000))).toBe(200);
    expect(await states()).toEqual({ received: 1 });
  });

  it.each(["null", "1", "[]", "{}", '{"id":"evt_1","type":"charge.dispute.created","data":null}'])(
    "is refused when it is signed and no event: %s",
    async (body) => {
      expect(await post(body, await sign(body))).toBe(400);
      expect(await states()).toEqual({});
    },
  );

  it("is not answered with 2xx while it cannot be stored", async () => {
    const body = await told();
    office.database.setOutage("down");
    expect(await post(body, await sign(body))).toBeGreaterThanOrEqual(500);
    office.database.setOutage("none");
    expect(await post(body, await sign(body))).toBe(200);
    expect(await states()).toEqual({ received: 1 });
  });
});

describe("a refund and a dispute that are told by webhook", () => {
  async function sale(card: string): Promise<Reservation> {
    const reservation = await held();
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

  it("takes over a refund that somebody made at the provider's own desk, once", async () => {
    const reservation = await sale("pm_card_visa");
    const [payment] = await office.rows("SELECT id FROM payments");
    await stripeOf(office.env).refunds.create({ payment_intent: String(payment?.["id"]), amount: 5_000 });
    for (const event of [...(await events()), ...(await events())]) await tell(event);
    await office.idle();
    await sweep();
    expect(await office.rows("SELECT amount_minor::int AS amount, state, requested_by FROM refunds")).toEqual([
      { amount: 5_000, state: "settled", requested_by: "provider" },
    ]);
    expect(await balances()).toMatchObject({ psp_clearing: 10_250, refunds: 5_000 });
    expect(moneyOf(office, reservation).kept).toBe(10_250);
  });

  it("books a dispute by what it came to, in whatever order it was told", async () => {
    await sale("pm_card_createDispute");
    const dispute = (await events()).find(({ type }) => type === "charge.dispute.created") as
      | { data: { object: { id: string } } }
      | undefined;
    office.provider.control.closeDispute(dispute?.data.object.id ?? "", "lost");
    const told = (await events()).filter(({ type }) => type.startsWith("charge.dispute."));
    for (const event of [...told.toReversed(), ...told]) await tell(event);
    await office.idle();
    await sweep();
    expect(await office.rows("SELECT state FROM disputes")).toEqual([{ state: "lost" }]);
    expect(await balances()).toMatchObject({ refunds: 15_250 });
    expect((await balances())["psp_clearing"]).toBeUndefined();
  });
});
