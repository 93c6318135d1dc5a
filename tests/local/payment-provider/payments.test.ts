// The life of a payment, driven by the real Stripe library.
import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { errorOf, held, paid, provider } from "./provider-fixture.ts";

describe("a payment", () => {
  it("holds money with manual capture and takes it once, when it is captured", async () => {
    const { stripe } = await provider();
    const intent = await stripe.paymentIntents.create(
      held({ receipt_email: "ada@example.com", description: "2 seats" }),
    );
    expect(intent).toMatchObject({
      object: "payment_intent",
      status: "requires_capture",
      amount_capturable: 15_000,
      amount_received: 0,
      livemode: false,
      metadata: { reservation_id: "r-1" },
      receipt_email: "ada@example.com",
      description: "2 seats",
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);

    const captured = await stripe.paymentIntents.capture(intent.id, {}, {});
    expect(captured).toMatchObject({ status: "succeeded", amount_capturable: 0, amount_received: 15_000 });
    const again = await errorOf(stripe.paymentIntents.capture(intent.id));
    expect(again).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
    expect(again.payment_intent).toMatchObject({ id: intent.id, status: "succeeded" });
    expect((await stripe.balanceTransactions.list()).data).toHaveLength(1);
  });

  it("takes money at once with automatic capture, and shows its charge and balance row when asked to", async () => {
    const { stripe } = await provider();
    const billing_details = { name: "Ada", email: "ada@example.com", address: { country: "DE" } };
    const intent = await stripe.paymentIntents.create({
      amount: 999,
      currency: "eur",
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      payment_method_data: { type: "card", card: { token: "tok_mastercard" }, billing_details } as never,
      expand: ["latest_charge.balance_transaction", "payment_method"],
    });
    expect(intent).toMatchObject({ status: "succeeded", capture_method: "automatic_async", amount_received: 999 });
    expect(intent.latest_charge).toMatchObject({
      object: "charge",
      captured: true,
      paid: true,
      amount_captured: 999,
      billing_details: { name: "Ada", email: "ada@example.com", address: { country: "DE" } },
      payment_method_details: { card: { brand: "mastercard", last4: "4444" } },
      balance_transaction: { type: "charge", amount: 999, fee: 0, net: 999, currency: "eur" },
    });
    expect(intent.payment_method).toMatchObject({ object: "payment_method", card: { brand: "mastercard" } });
  });

  it("waits for a method, then for a confirmation, and goes its way from there", async () => {
    const { stripe } = await provider();
    const bare = await stripe.paymentIntents.create({
      amount: 500,
      currency: "jpy",
      allowed_payment_method_types: ["card"],
    });
    expect(bare.status).toBe("requires_payment_method");
    expect(await errorOf(stripe.paymentIntents.confirm(bare.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    const named = await stripe.paymentIntents.create(paid({ confirm: false, payment_method: "pm_card_amex" }));
    expect(named.status).toBe("requires_confirmation");
    expect((await stripe.paymentIntents.confirm(named.id)).status).toBe("succeeded");
    expect((await stripe.paymentIntents.confirm(bare.id, { payment_method: "pm_card_visa" })).status).toBe("succeeded");
  });

  it("captures a part, never more than is held, and releases the rest", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(held());
    const tooMuch = await errorOf(stripe.paymentIntents.capture(id, { amount_to_capture: 15_001 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, code: "amount_too_large", param: "amount_to_capture" });
    const part = await stripe.paymentIntents.capture(id, { amount_to_capture: 10_000, expand: ["latest_charge"] });
    expect(part).toMatchObject({ status: "succeeded", amount: 15_000, amount_received: 10_000, amount_capturable: 0 });
    expect(part.latest_charge).toMatchObject({ amount_captured: 10_000, amount_refunded: 5000, refunded: false });
    const rows = await stripe.balanceTransactions.list({ source: (part.latest_charge as Stripe.Charge).id });
    expect(rows.data.map(({ amount }) => amount)).toEqual([10_000]);
  });

  it("is canceled while nobody paid, with no money moved, and never after", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(held());
    const gone = await stripe.paymentIntents.cancel(id, {
      cancellation_reason: "abandoned",
      expand: ["latest_charge"],
    });
    expect(gone).toMatchObject({ status: "canceled", cancellation_reason: "abandoned", amount_capturable: 0 });
    expect(gone.canceled_at).toBeTypeOf("number");
    expect(gone.latest_charge).toMatchObject({ captured: false, refunded: true, amount_captured: 0 });
    for (const work of [stripe.paymentIntents.capture(id), stripe.paymentIntents.cancel(id)]) {
      expect(await errorOf(work)).toMatchObject({ code: "payment_intent_unexpected_state" });
    }
    const done = await stripe.paymentIntents.create(paid());
    expect(await errorOf(stripe.paymentIntents.cancel(done.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    expect((await stripe.balanceTransactions.list()).data).toHaveLength(1);
  });

  it("waits in `processing` for a bank debit, until it arrives, fails, or is called back", async () => {
    const { stripe, control } = await provider();
    const debit = (payment_method: string) =>
      stripe.paymentIntents.create(paid({ payment_method, allowed_payment_method_types: ["us_bank_account"] }));
    const arriving = await debit("pm_usBankAccount_success");
    const failing = await debit("pm_usBankAccount_insufficientFunds");
    const hanging = await debit("pm_usBankAccount_processing");
    expect([arriving.status, failing.status, hanging.status]).toEqual(["processing", "processing", "processing"]);
    expect((await errorOf(stripe.paymentIntents.cancel(arriving.id))).code).toBe("payment_intent_unexpected_state");
    expect(control.settlePayment(arriving.id)).toMatchObject({ ok: true, status: "succeeded" });
    expect(control.settlePayment(failing.id)).toMatchObject({ ok: true, status: "requires_payment_method" });
    expect((await stripe.paymentIntents.cancel(hanging.id)).status).toBe("canceled");
    expect((await stripe.balanceTransactions.list()).data).toHaveLength(1);
  });
});

describe("a declined payment", () => {
  const declines = [
    ["pm_card_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
    ["tok_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"],
    ["pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"],
  ] as const;

  it.each(declines)("with %s says %s (%s), takes nothing, and stays open for another card", async (name, code, why) => {
    const { stripe } = await provider();
    const error = await errorOf(stripe.paymentIntents.create(held({ payment_method: name })));
    expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code, decline_code: why });
    const open = error.payment_intent;
    if (open === undefined) throw new Error("The error names no payment intent");
    expect(open).toMatchObject({ status: "requires_payment_method", payment_method: null });
    expect(open.last_payment_error).toMatchObject({ code, decline_code: why });
    expect(error.charge).toBe(open.latest_charge);
    expect((await stripe.charges.list({ payment_intent: open.id })).data).toMatchObject([
      { status: "failed", paid: false, failure_code: code },
    ]);
    const retried = await stripe.paymentIntents.confirm(open.id, { payment_method: "pm_card_visa" });
    expect(retried).toMatchObject({ status: "requires_capture", last_payment_error: null });
  });
});

describe("parameters", () => {
  const wrong: [string, Record<string, unknown>, string | undefined, string][] = [
    ["no amount", { currency: "usd" }, "parameter_missing", "amount"],
    ["an amount of zero", { amount: 0, currency: "usd" }, "parameter_invalid_integer", "amount"],
    ["an amount with a fraction", { amount: 1.5, currency: "usd" }, "parameter_invalid_integer", "amount"],
    ["an amount beyond the maximum", { amount: 100_000_000, currency: "usd" }, "amount_too_large", "amount"],
    ["an unknown currency", { amount: 1, currency: "xxx" }, undefined, "currency"],
    ["an unknown parameter", { amount: 1, currency: "usd", amnt: 2 }, "parameter_unknown", "amnt"],
    ["an unknown method", { amount: 1, currency: "usd", payment_method: "pm_x" }, "resource_missing", "payment_method"],
    ["a wrong choice", { amount: 1, currency: "usd", capture_method: "later" }, undefined, "capture_method"],
    ["a wrong address", { ...paid(), return_url: "javascript:alert(1)" }, "url_invalid", "return_url"],
    ["an unexpandable property", { amount: 1, currency: "usd", expand: ["amount"] }, undefined, "expand"],
  ];
  it.each(wrong)("are refused with %s, and nothing is made", async (_name, params, code, param) => {
    const { stripe } = await provider();
    const error = await errorOf(stripe.paymentIntents.create(params as never));
    expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400, param });
    expect(error.code).toBe(code);
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  it("demand an address to come back to when redirects are allowed, as Stripe does", async () => {
    const { stripe } = await provider();
    const { allowed_payment_method_types: _types, ...automatic } = paid();
    expect(await errorOf(stripe.paymentIntents.create(automatic))).toMatchObject({ param: "return_url" });
    const withAddress = { ...automatic, return_url: "http://shop.example/back" };
    expect((await stripe.paymentIntents.create(withAddress)).status).toBe("succeeded");
  });
});

describe("finding payments", () => {
  it("lists newest first, in pages, by the second they were made", async () => {
    const { stripe } = await provider();
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push((await stripe.paymentIntents.create(paid())).id);
    const newest = made.toReversed();
    const first = await stripe.paymentIntents.list({ limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([newest.slice(0, 2), true]);
    const rest = await stripe.paymentIntents.list({ limit: 3, starting_after: newest[1] ?? "" });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([newest.slice(2), false]);
    const before = await stripe.paymentIntents.list({ ending_before: newest[2] ?? "" });
    expect(before.data.map(({ id }) => id)).toEqual(newest.slice(0, 2));
    const all: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) all.push(id);
    expect(all).toEqual(newest);
    const hour = 3600;
    const now = Math.floor(Date.now() / 1000);
    expect((await stripe.paymentIntents.list({ created: { gte: now + hour } })).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ created: { gt: now - hour, lte: now } })).data).toHaveLength(5);
    expect(await errorOf(stripe.paymentIntents.list({ limit: 101 }))).toMatchObject({ param: "limit" });
  });

  it("searches by metadata, at once or with the delay that Stripe has", async () => {
    const { stripe, control } = await provider();
    const { id } = await stripe.paymentIntents.create(held({ metadata: { reservation_id: 'o\'neill "7"' } }));
    await stripe.paymentIntents.create(held({ metadata: { reservation_id: "other" } }));
    const query = `metadata['reservation_id']:'o\\'neill "7"'`;
    expect((await stripe.paymentIntents.search({ query })).data.map((found) => found.id)).toEqual([id]);
    const both = `${query} AND status:'requires_capture'`;
    expect((await stripe.paymentIntents.search({ query: both })).data).toHaveLength(1);
    expect((await stripe.paymentIntents.search({ query: `${query} AND status:'canceled'` })).data).toEqual([]);
    control.setTiming({ searchDelayMs: 60_000 });
    expect((await stripe.paymentIntents.search({ query })).data).toEqual([]);
    expect(await errorOf(stripe.paymentIntents.search({ query: "nonsense" }))).toMatchObject({ param: "query" });
  });

  it("answers 404 for what is not there, 401 for who is not known, and its name for every request", async () => {
    const { stripe, url } = await provider();
    const absent = await errorOf(stripe.paymentIntents.retrieve("pi_none"));
    expect(absent).toMatchObject({ statusCode: 404, code: "resource_missing", param: "intent" });
    expect(absent.requestId).toMatch(/^req_/);
    for (const headers of [{}, { Authorization: "Bearer sk_test_other" }]) {
      const answer = await fetch(`${url}/v1/account`, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error" } });
    }
    expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ object: "account", charges_enabled: true });
  });

  it("refuses a body beyond 64 kB", async () => {
    const { url } = await provider();
    const headers = { Authorization: "Bearer sk_test_foyer_local" };
    const body = `description=${"x".repeat(70_000)}`;
    expect((await fetch(`${url}/v1/payment_intents`, { method: "POST", headers, body })).status).toBe(413);
  });
});
