// One attempt to take the money of a payment: approved, declined, or on its way (bank debits).
import type { Charge, LastPaymentError, PaymentIntent, PaymentMethod } from "./records.ts";
import { attemptCharge, captureCharge } from "./charge.ts";
import { refused, type Changes, type Circumstances, type Decision } from "./decision.ts";
import { openDispute } from "./dispute.ts";
import { declineRefusal } from "./payment-error.ts";
import { cardOf } from "./payment-method.ts";
import { unexpectedState } from "./refusal.ts";
import type { CardOutcome, PaymentFailure } from "./test-cards.ts";

export const failedFields = { status: "requires_payment_method", paymentMethod: null, challenge: null } as const;

/** Asks the card for the money: held with manual capture, taken otherwise. */
export function pay(
  intent: PaymentIntent,
  method: PaymentMethod,
  outcome: Exclude<CardOutcome, { kind: "authentication" }>,
  authenticated: boolean,
  at: Circumstances,
): Decision<PaymentIntent> {
  switch (outcome.kind) {
    case "declined": {
      const failed = attemptCharge(intent, method, { status: "failed", failure: outcome.failure, authenticated }, at);
      return decline(intent, method, outcome.failure, failed);
    }
    case "processing": {
      const pending = attemptCharge(intent, method, { status: "pending", failure: null, authenticated }, at);
      const result: PaymentIntent = { ...intent, status: "processing", latestCharge: pending.id, challenge: null };
      const later =
        outcome.ends === "never"
          ? []
          : [{ action: outcome.ends === "succeeded" ? "settle_payment" : "fail_payment", id: intent.id } as const];
      const events = [
        { type: "charge.pending", object: pending },
        { type: "payment_intent.processing", object: result },
      ] as const;
      return { kind: "done", result, also: [pending], events, later };
    }
    case "approved": {
      const made = attemptCharge(intent, method, { status: "succeeded", failure: null, authenticated }, at);
      if (intent.captureMethod !== "manual") return take(intent, made, method, intent.amount, "charge.succeeded", at);
      const authorised = { status: "requires_capture", amountCapturable: intent.amount, challenge: null } as const;
      const result: PaymentIntent = { ...intent, ...authorised, latestCharge: made.id };
      const events = [
        { type: "charge.succeeded", object: made },
        { type: "payment_intent.amount_capturable_updated", object: result },
      ] as const;
      return { kind: "done", result, also: [made], events };
    }
  }
}

export function decline(
  intent: PaymentIntent,
  method: PaymentMethod,
  failure: PaymentFailure,
  failed: Charge | undefined,
): Decision<PaymentIntent> {
  const latestCharge = failed?.id ?? intent.latestCharge;
  const lastPaymentError: LastPaymentError = { type: "card_error", failure, charge: failed?.id ?? null, method };
  const result: PaymentIntent = { ...intent, ...failedFields, latestCharge, lastPaymentError };
  const told = { type: "payment_intent.payment_failed", object: result } as const;
  const changes: Changes =
    failed === undefined
      ? { also: [], events: [told] }
      : { also: [failed], events: [{ type: "charge.failed", object: failed }, told] };
  return { kind: "declined", result, refusal: declineRefusal(result, lastPaymentError), ...changes };
}

/** Takes the money of a charge that was approved. A test card may dispute it the same moment. */
export function take(
  intent: PaymentIntent,
  held: Charge,
  method: PaymentMethod,
  amount: number,
  told: "charge.succeeded" | "charge.captured",
  at: Circumstances,
): Decision<PaymentIntent> {
  const { charge: taken, row } = captureCharge(held, amount, method, at);
  const paid = { status: "succeeded", amountCapturable: 0, amountReceived: amount, challenge: null } as const;
  const result: PaymentIntent = { ...intent, ...paid, latestCharge: taken.id };
  const dispute = openDispute(taken, cardOf(method).dispute, at);
  return {
    kind: "done",
    result,
    also: [row, ...(dispute?.also ?? []), dispute?.charge ?? taken],
    events: [
      { type: told, object: taken },
      { type: "payment_intent.succeeded", object: result },
      ...(dispute?.events ?? []),
    ],
  };
}

/** A bank debit that was on its way arrives, or does not. */
export function settle(
  intent: PaymentIntent,
  pending: Charge,
  method: PaymentMethod,
  at: Circumstances,
): Decision<PaymentIntent> {
  if (intent.status !== "processing") {
    return refused(unexpectedState(`This PaymentIntent is not processing (${intent.status}).`, intent));
  }
  const outcome = cardOf(method).outcome;
  if (outcome.kind !== "processing" || typeof outcome.ends === "string") {
    return take(intent, pending, method, intent.amount, "charge.succeeded", at);
  }
  const failed: Charge = { ...pending, status: "failed", failure: outcome.ends };
  const declined = decline(intent, method, outcome.ends, failed);
  if (declined.kind !== "declined") throw new Error("A failed debit was not declined");
  return { kind: "done", result: declined.result, also: declined.also, events: declined.events };
}
