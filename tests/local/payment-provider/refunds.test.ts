// Money that leaves again: refunds within what was captured, disputes, and the balance that shows all of it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf, eventually, held, paid, provider } from "./provider-fixture.ts";

describe("a refund", () => {
  it("gives back in parts, never more than was captured, and each part once", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(paid());
    const part = await stripe.refunds.create({
      payment_intent: id,
      amount: 10_000,
      reason: "requested_by_customer",
      metadata: { refund_request: "7" },
    });
    expect(part).toMatchObject({
      object: "refund",
      status: "succeeded",
      amount: 10_000,
      metadata: { refund_request: "7" },
    });
    const tooMuch = await errorOf(stripe.refunds.create({ payment_intent: id, amount: 5001 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, param: "amount" });
    const rest = await stripe.refunds.create({ charge: part.charge as string });
    expect(rest.amount).toBe(5000);
    const after = await errorOf(stripe.refunds.create({ payment_intent: id }));
    expect(after).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
    expect(await stripe.charges.retrieve(part.charge as string)).toMatchObject({
      refunded: true,
      amount_refunded: 15_000,
    });
    const listed = await stripe.refunds.list({ payment_intent: id });
    expect(listed.data.map((refund) => refund.id)).toEqual([rest.id, part.id]);
    expect((await stripe.refunds.retrieve(part.id)).amount).toBe(10_000);
  });

  it("is refused before the money was taken", async () => {
    const { stripe } = await provider();
    const { id } = await stripe.paymentIntents.create(held());
    expect((await errorOf(stripe.refunds.create({ payment_intent: id }))).message).toContain(
      "cancel the PaymentIntent",
    );
    const open = await stripe.paymentIntents.create({
      amount: 5,
      currency: "usd",
      allowed_payment_method_types: ["card"],
    });
    expect((await errorOf(stripe.refunds.create({ payment_intent: open.id }))).statusCode).toBe(400);
  });

  it("stays pending with the card that makes it so, counts against the captured money, and then arrives", async () => {
    const { stripe, control } = await provider();
    control.setTiming({ settleAfterMs: 60_000 });
    const { id } = await stripe.paymentIntents.create(paid({ payment_method: "pm_card_pendingRefund" }));
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 9000 });
    expect(refund).toMatchObject({ status: "pending", balance_transaction: null });
    expect((await errorOf(stripe.refunds.create({ payment_intent: id, amount: 6001 }))).param).toBe("amount");
    expect(control.totals()).toMatchObject([{ captured: 15_000, refunded: 0, refundsPending: 9000, net: 15_000 }]);
    expect(control.endRefund(refund.id, "succeeded")).toMatchObject({ ok: true, status: "succeeded" });
    expect(control.totals()).toMatchObject([{ captured: 15_000, refunded: 9000, refundsPending: 0, net: 6000 }]);
    expect(control.endRefund(refund.id, "succeeded")).toMatchObject({ ok: false });
  });

  it("bounces by itself with the card that makes it so, each one once, and the money is back", async () => {
    const { stripe, control } = await provider();
    control.setTiming({ settleAfterMs: 20 });
    const bounce = async () => {
      const { id } = await stripe.paymentIntents.create(paid({ payment_method: "pm_card_refundFail" }));
      return stripe.refunds.create({ payment_intent: id });
    };
    const refunds = [await bounce(), await bounce()];
    expect(refunds.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
    await eventually(() => control.state().refunds["failed"] === 2);
    expect(control.totals()).toMatchObject([{ captured: 30_000, refunded: 0, net: 30_000 }]);
    const rows = await stripe.balanceTransactions.list({ source: refunds[0]?.id ?? "" });
    expect(rows.data.map(({ type, amount }) => [type, amount])).toEqual([
      ["refund_failure", 15_000],
      ["refund", -15_000],
    ]);
    expect((await stripe.events.list({ type: "refund.failed" })).data).toHaveLength(2);
  });

  it("never exceeds the captured money, whatever is asked for in whatever order", async () => {
    const { stripe, control } = await provider();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 8 }), async (wishes) => {
        const reservation = crypto.randomUUID();
        const { id } = await stripe.paymentIntents.create(
          paid({ amount: 1000, metadata: { reservation_id: reservation } }),
        );
        let left = 1000; // the oracle: a number and an if
        for (const amount of wishes) {
          const accepted = await stripe.refunds.create({ payment_intent: id, amount }).then(
            () => true,
            () => false,
          );
          expect(accepted).toBe(amount <= left);
          if (accepted) left -= amount;
        }
        const total = control.totals().find((sums) => sums.reservation === reservation);
        expect(total).toMatchObject({ captured: 1000, refunded: 1000 - left, net: left });
      }),
      { numRuns: 15 },
    );
  });
});

describe("a dispute", () => {
  it("opens by itself, takes the money, blocks refunds, and gives the money back when it is won", async () => {
    const { stripe, control } = await provider();
    const { id } = await stripe.paymentIntents.create(held({ payment_method: "pm_card_createDispute" }));
    expect((await stripe.disputes.list()).data).toEqual([]);
    await stripe.paymentIntents.capture(id);
    const [dispute] = (await stripe.disputes.list({ payment_intent: id })).data;
    if (dispute === undefined) throw new Error("No dispute was opened");
    expect(dispute).toMatchObject({ status: "needs_response", reason: "fraudulent", amount: 15_000 });
    expect(dispute.balance_transactions).toMatchObject([{ type: "adjustment", amount: -15_000 }]);
    expect(await errorOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({ code: "charge_disputed" });
    expect(control.totals()).toMatchObject([{ captured: 15_000, disputed: 15_000, net: 0 }]);
    const won = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" } });
    expect(won.status).toBe("won");
    expect(control.totals()).toMatchObject([{ disputed: 0, net: 15_000 }]);
    expect((await stripe.refunds.create({ payment_intent: id })).status).toBe("succeeded");
  });

  it("keeps the money when it is lost, and an inquiry takes none", async () => {
    const { stripe, control } = await provider();
    await stripe.paymentIntents.create(paid({ payment_method: "pm_card_createDisputeProductNotReceived" }));
    const [dispute] = (await stripe.disputes.list()).data;
    expect(control.closeDispute(dispute?.id ?? "", "lost")).toMatchObject({ ok: true, status: "lost" });
    expect(control.totals()).toMatchObject([{ disputed: 15_000, net: 0 }]);
    const inquired = await stripe.paymentIntents.create(paid({ payment_method: "pm_card_createDisputeInquiry" }));
    const [inquiry] = (await stripe.disputes.list({ payment_intent: inquired.id })).data;
    expect(inquiry).toMatchObject({ status: "warning_needs_response", balance_transactions: [] });
    expect((await stripe.disputes.close(inquiry?.id ?? "")).status).toBe("warning_closed");
  });
});

describe("the balance", () => {
  it("is the sum of its rows, which list by type and source, fees included", async () => {
    const { stripe, control } = await provider();
    control.setFees({ basisPoints: 290, fixed: 30 });
    const { id, latest_charge } = await stripe.paymentIntents.create(paid({ amount: 10_000 }));
    await stripe.paymentIntents.create(paid({ amount: 500, currency: "eur", payment_method: "pm_card_bypassPending" }));
    await stripe.refunds.create({ payment_intent: id, amount: 1000 });
    const rows = await stripe.balanceTransactions.list({ source: latest_charge as string, expand: ["data.source"] });
    expect(rows.data).toMatchObject([
      { type: "charge", amount: 10_000, fee: 320, net: 9680, source: { object: "charge" } },
    ]);
    expect((await stripe.balanceTransactions.list({ type: "refund" })).data).toMatchObject([
      { amount: -1000, net: -1000 },
    ]);
    const newest = await stripe.balanceTransactions.list({ limit: 1 });
    const older = await stripe.balanceTransactions.list({ starting_after: newest.data[0]?.id ?? "" });
    expect(older.data).toHaveLength(2);
    const balance = await stripe.balance.retrieve();
    const sum = (currency: string) =>
      [...balance.available, ...balance.pending]
        .filter((part) => part.currency === currency)
        .reduce((total, part) => total + part.amount, 0);
    expect([sum("usd"), sum("eur")]).toEqual([8680, 455]);
    expect(control.totals()).toMatchObject([
      { currency: "usd", captured: 10_000, refunded: 1000, fees: 320, net: 8680 },
      { currency: "eur", captured: 500, refunded: 0, fees: 45, net: 455 },
    ]);
  });
});
