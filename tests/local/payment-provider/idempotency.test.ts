// One key, one piece of work (S7, S8), whatever is retried, doubled or lost on the way.
import { describe, expect, it } from "vitest";
import { errorOf, held, paid, provider } from "./provider-fixture.ts";

describe("an idempotency key", () => {
  it("gets the first answer again, word for word, and says that it is a replay", async () => {
    const { stripe } = await provider();
    const first = await stripe.paymentIntents.create(held(), { idempotencyKey: "r-1:1" });
    await stripe.paymentIntents.capture(first.id);
    const again = await stripe.paymentIntents.create(held(), { idempotencyKey: "r-1:1" });
    expect(again).toEqual(first);
    expect(again.lastResponse.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": first.lastResponse.requestId,
    });
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it("gets the same decline again instead of a second attempt", async () => {
    const { stripe } = await provider();
    const decline = () =>
      errorOf(
        stripe.paymentIntents.create(paid({ payment_method: "pm_card_chargeDeclined" }), { idempotencyKey: "k" }),
      );
    const [first, again] = [await decline(), await decline()];
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it("is refused with other parameters or on another path, and changes nothing", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(held(), { idempotencyKey: "k" });
    const other = await errorOf(stripe.paymentIntents.create(held({ amount: 1 }), { idempotencyKey: "k" }));
    expect(other).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
    const path = await errorOf(stripe.paymentIntents.capture(id, {}, { idempotencyKey: "k" }));
    expect(path).toMatchObject({ type: "StripeIdempotencyError" });
    expect((await stripe.paymentIntents.list()).data).toMatchObject([{ id, status: "requires_capture" }]);
  });

  it("is still free after a request that failed validation", async () => {
    const { stripe } = await provider();
    await errorOf(stripe.paymentIntents.create(held({ amount: 0 }), { idempotencyKey: "k" }));
    expect((await stripe.paymentIntents.create(held(), { idempotencyKey: "k" })).status).toBe("requires_capture");
  });

  it("makes one charge of fifty requests at once, and every answer names the same payment", async () => {
    const { stripe } = await provider();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => stripe.paymentIntents.create(held(), { idempotencyKey: "r-1:1" })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await stripe.charges.list({ limit: 100 })).data).toHaveLength(1);
    expect((await stripe.paymentIntents.list({ limit: 100 })).data).toHaveLength(1);
  });

  it("answers 409 while its first request is under way", async () => {
    const { stripe, control } = await provider();
    control.setOutage({ mode: "slow", delayMs: 200 });
    const first = stripe.paymentIntents.create(held(), { idempotencyKey: "k" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await errorOf(stripe.paymentIntents.create(held(), { idempotencyKey: "k" }));
    expect(second).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    expect((await first).status).toBe("requires_capture");
    control.setOutage(null);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });
});
