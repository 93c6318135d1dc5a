// Events and their delivery: signed, repeated until heard, doubled and shuffled on request.
import { describe, expect, it } from "vitest";
import { errorOf, eventually, held, paid, provider, receiver, WEBHOOK_SECRET } from "./provider-fixture.ts";

describe("events", () => {
  it("tell every step of a payment in order, with the object as it was", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(held(), { idempotencyKey: "k" });
    await stripe.paymentIntents.capture(id);
    await stripe.refunds.create({ payment_intent: id, amount: 100 });
    const { data } = await stripe.events.list({ limit: 100 });
    expect(data.map(({ type }) => type).toReversed()).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "charge.captured",
      "payment_intent.succeeded",
      "refund.created",
      "charge.refunded",
    ]);
    const capturable = data.find(({ type }) => type === "payment_intent.amount_capturable_updated");
    expect(capturable?.data.object).toMatchObject({ id, status: "requires_capture", amount_capturable: 15_000 });
    expect(capturable?.request).toMatchObject({ idempotency_key: "k" });
    expect(await stripe.events.retrieve(capturable?.id ?? "")).toMatchObject({
      type: capturable?.type,
      livemode: false,
    });
    const failed = paid({ payment_method: "pm_card_chargeDeclined" });
    await errorOf(stripe.paymentIntents.create(failed));
    const only = await stripe.events.list({ types: ["charge.failed", "payment_intent.payment_failed"] });
    expect(only.data).toHaveLength(2);
  });
});

describe("webhooks", () => {
  it("arrive signed, and only of the types that were asked for", async () => {
    const inbox = await receiver();
    const events = ["payment_intent.succeeded", "payment_intent.canceled"];
    const { stripe } = await provider({ webhook: { url: inbox.url, secret: WEBHOOK_SECRET, events } });
    const { id } = await stripe.paymentIntents.create(held());
    await stripe.paymentIntents.capture(id);
    await inbox.until(({ length }) => length > 0);
    expect(inbox.events).toMatchObject([{ type: "payment_intent.succeeded", data: { object: { id } } }]);
    await eventually(async () => (await stripe.events.retrieve(inbox.events[0]?.id ?? "")).pending_webhooks === 0);
  });

  it("go to endpoints registered over the API, with the secret that was shown once, until they are removed", async () => {
    const { stripe } = await provider();
    const inbox = await receiver();
    const created = await stripe.webhookEndpoints.create({ url: inbox.url, enabled_events: ["charge.captured"] });
    expect(created.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(created.id)).secret).toBeUndefined();
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
    inbox.useSecret(created.secret ?? "");
    const pay = async () => stripe.paymentIntents.capture((await stripe.paymentIntents.create(held())).id);
    await pay();
    await inbox.until(({ length }) => length === 1);
    await stripe.webhookEndpoints.del(created.id);
    expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
    await pay();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(inbox.arrivals).toHaveLength(1);
  });

  it("come again until a 2xx, with the time between doubling, and then stop", async () => {
    const inbox = await receiver();
    const events = ["payment_intent.succeeded"];
    const { stripe, control } = await provider({ webhook: { url: inbox.url, secret: WEBHOOK_SECRET, events } });
    control.setDelivery({ retryBaseMs: 60 });
    inbox.refuseNext(3);
    await stripe.paymentIntents.create(paid());
    await inbox.until(({ length }) => length > 0);
    const gaps = inbox.arrivals.slice(1).map(({ atMs }, index) => atMs - (inbox.arrivals[index]?.atMs ?? 0));
    expect(gaps).toHaveLength(3);
    for (const [index, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(60 * 2 ** index - 5);
    await eventually(() => control.state().deliveriesPending === 0);

    control.setDelivery({ retryBaseMs: 1, attemptsMax: 2 });
    inbox.refuseNext(100);
    await stripe.paymentIntents.create(paid());
    await eventually(() => control.state().deliveriesGivenUp === 1);
    expect(inbox.arrivals).toHaveLength(4 + 2);
  });

  it("are doubled, held back, shuffled and repeated on request", async () => {
    const inbox = await receiver();
    const events = ["payment_intent.succeeded"];
    const { stripe, control } = await provider({ webhook: { url: inbox.url, secret: WEBHOOK_SECRET, events } });
    control.setDelivery({ duplicates: 1, reorder: true, reorderWindowMs: 200, seed: 3 });
    const made: string[] = [];
    for (let index = 0; index < 8; index += 1) made.push((await stripe.paymentIntents.create(paid())).id);
    await inbox.until(({ length }) => length === 16);
    const seen = inbox.events.map(({ data }) => (data.object as { id: string }).id);
    expect(new Set(seen)).toEqual(new Set(made));
    expect([...new Set(seen)]).not.toEqual(made);
    expect(new Set(inbox.events.map(({ id }) => id)).size).toBe(8);

    control.setDelivery({ duplicates: 0, reorder: false, paused: true });
    expect(control.redeliver({ types: ["payment_intent.succeeded"] })).toBe(8);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(inbox.events).toHaveLength(16);
    control.setDelivery({ paused: false });
    await inbox.until(({ length }) => length === 24);
  });
});
