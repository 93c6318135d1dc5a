// The gateway on the real Stripe library over HTTP: what each answer, refusal and silence of the provider is taken for.
// A silence taken for a refusal would free a seat that is being paid (S5).

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minorUnits, type CurrencyCode, type EventId, type ReservationId } from "../../../core/brand.ts";
import { startPaymentProvider, type PaymentProvider } from "../../../local/payment-provider/server.ts";
import type { AuthoriseRequest } from "../../../origin-api/payments/payment.ts";
import { StripeGateway } from "../../../origin-api/payments/stripe-gateway.ts";
import { stripeOf } from "../../../origin-api/payments/stripe-client.ts";

const SECRET = "sk_test_gateway";
let provider: PaymentProvider;
let gateway: StripeGateway;

beforeAll(async () => {
  provider = await startPaymentProvider({ secretKey: SECRET });
  gateway = new StripeGateway(stripeOf({ STRIPE_SECRET_KEY: SECRET, STRIPE_API_URL: provider.url }));
});
afterAll(() => provider.stop());

function request(paymentToken = "pm_card_visa", more: Partial<AuthoriseRequest> = {}): AuthoriseRequest {
  const reservationId = randomUUID() as ReservationId;
  return {
    idempotencyKey: `${reservationId}:1`,
    reservationId,
    eventId: randomUUID() as EventId,
    attempt: 1,
    amountMinor: minorUnits(15_000),
    currency: "USD" as CurrencyCode,
    paymentToken,
    payer: { email: "ada@example.com", name: "Ada", language: "de" },
    returnUrl: "https://tickets.test/checkout/return",
    ...more,
  };
}

const authorised = async (asked: AuthoriseRequest): Promise<string> => {
  const answer = await gateway.authorise(asked);
  if (answer.kind !== "payment") throw new Error(answer.kind);
  return answer.payment.id;
};

describe("an authorisation", () => {
  it.each([
    ["pm_card_visa", "authorised"],
    ["tok_visa", "authorised"],
    ["pm_card_chargeDeclinedLostCard", "failed"],
    ["pm_card_threeDSecure2Required", "action"],
  ])("with %s is %s, and says what it is for and who pays", async (token, status) => {
    const asked = request(token);
    expect(await gateway.authorise(asked)).toMatchObject({
      kind: "payment",
      payment: {
        status,
        amountMinor: 15_000,
        currency: "USD",
        livemode: false,
        reservationId: asked.reservationId,
        eventId: asked.eventId,
        attempt: 1,
        isFence: false,
        payer: asked.payer,
      },
    });
  });

  it("tells why a card was declined, and where a buyer has to go", async () => {
    const declined = await gateway.authorise(request("pm_card_chargeDeclinedInsufficientFunds"));
    expect(declined).toMatchObject({ payment: { decline: { code: "insufficient_funds" } } });
    const asked = await gateway.authorise(request("pm_card_threeDSecure2Required"));
    expect(asked).toMatchObject({ payment: { redirectUrl: expect.stringContaining(provider.url) } });
  });

  it("is refused, not unknown, when there is no such card", async () => {
    expect(await gateway.authorise(request("pm_card_nobody"))).toMatchObject({
      kind: "refused",
      field: "payment_method",
    });
  });

  it("is one payment under one key, however often it is asked for", async () => {
    const asked = request();
    expect(await authorised(asked)).toBe(await authorised(asked));
    expect(await gateway.authorise({ ...asked, amountMinor: minorUnits(1) })).toEqual({ kind: "key_taken" });
  });
});

describe("a fence", () => {
  it("takes a free key, so that the attempt can never be made", async () => {
    const asked = request();
    const fence = await gateway.fence(asked);
    expect(fence).toMatchObject({ kind: "payment", payment: { isFence: true, receivedMinor: 0 } });
    expect(await gateway.authorise(asked)).toEqual({ kind: "key_taken" });
    const total = provider.control.totals().find(({ reservation }) => reservation === asked.reservationId);
    expect(total).toMatchObject({ charges: 0, authorised: 0 });
  });

  it("finds the key taken by an attempt that came through", async () => {
    const asked = request();
    await authorised(asked);
    expect(await gateway.fence(asked)).toEqual({ kind: "key_taken" });
  });

  it("can be put up again", async () => {
    const asked = request();
    expect(await gateway.fence(asked)).toEqual(await gateway.fence(asked));
  });
});

describe("a capture and a cancellation", () => {
  it("answer how the payment stands when they come too late", async () => {
    const id = await authorised(request());
    expect(await gateway.capture(id, "c1")).toMatchObject({ payment: { status: "captured", receivedMinor: 15_000 } });
    expect(await gateway.capture(id, "c2")).toMatchObject({ payment: { status: "captured" } });
    expect(await gateway.cancel(id)).toMatchObject({ payment: { status: "captured" } });
    const other = await authorised(request());
    expect(await gateway.cancel(other)).toMatchObject({ payment: { status: "canceled" } });
    expect(await gateway.capture(other)).toMatchObject({ payment: { status: "canceled" } });
  });
});

describe("looking for payments", () => {
  it("finds what the search does not show yet, and knows when it has looked at all", async () => {
    const asked = request();
    const id = await authorised(asked);
    expect(await gateway.find(asked.reservationId)).toMatchObject({ payments: [{ id }], complete: false });
    provider.control.setTiming({ searchDelayMs: 60_000 });
    expect(await gateway.find(asked.reservationId)).toMatchObject({ payments: [], complete: false });
    expect(await gateway.find(asked.reservationId, Date.now())).toMatchObject({ payments: [{ id }], complete: true });
    expect(await gateway.find(request().reservationId, Date.now())).toMatchObject({ payments: [], complete: true });
    provider.control.setTiming({ searchDelayMs: 0 });
  });
});

describe("a provider that does not answer properly", () => {
  it.each(["down", "unreachable", "lose_answers", "500_after_work"] as const)(
    "leaves everything unknown (%s)",
    async (mode) => {
      const id = await authorised(request());
      provider.control.setOutage({ mode });
      const answers = [
        await gateway.authorise(request()),
        await gateway.fence(request()),
        await gateway.read(id),
        await gateway.find(request().reservationId),
        await gateway.capture(id, randomUUID()),
        await gateway.refund({
          idempotencyKey: randomUUID(),
          paymentId: id,
          amountMinor: minorUnits(1),
          refundId: "r",
        }),
        await gateway.refundsOf(id),
      ];
      const isUp = await gateway.probe();
      provider.control.setOutage(null);
      expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => "no_answer"));
      expect(isUp).toBe(false);
      expect(await gateway.probe()).toBe(true);
    },
  );

  it("leaves everything unknown when it does not know our key", async () => {
    const stranger = new StripeGateway(stripeOf({ STRIPE_SECRET_KEY: "sk_test_other", STRIPE_API_URL: provider.url }));
    expect(await stranger.authorise(request())).toMatchObject({ kind: "no_answer" });
    expect(await stranger.probe()).toBe(false);
  });
});
