// Ending a payment that was authorised: capturing it, once, at most what is held, or canceling what nobody paid.
import type { CancellationReason, Charge, IntentStatus, PaymentIntent, PaymentMethod } from "./records.ts";
import { take } from "./attempt-payment.ts";
import { releaseCharge } from "./charge.ts";
import { refused, type Circumstances, type Decision } from "./decision.ts";
import { oneOf } from "./payment-intent.ts";
import { invalidRequest, unexpectedState } from "./refusal.ts";
import { testCardNamed } from "./test-cards.ts";

export function capture(
  intent: PaymentIntent,
  held: Charge | undefined,
  method: PaymentMethod | undefined,
  amountToCapture: number | undefined,
  at: Circumstances,
): Decision<PaymentIntent> {
  if (intent.status !== "requires_capture") {
    const because =
      intent.status === "succeeded"
        ? "it has already been captured."
        : `it has a status of ${intent.status}. ${oneOf("captured", ["requires_capture"])}`;
    return refused(unexpectedState(`This PaymentIntent could not be captured because ${because}`, intent));
  }
  if (held === undefined || method === undefined) throw new Error(`Authorised intent ${intent.id} has no charge`);
  const amount = amountToCapture ?? intent.amountCapturable;
  if (amount > intent.amountCapturable) {
    const message = `The amount to capture (${amount}) is greater than the amount you can capture (${intent.amountCapturable}).`;
    return refused(
      invalidRequest(message, { code: "amount_too_large", param: "amount_to_capture", paymentIntent: intent }),
    );
  }
  return take(intent, held, method, amount, "charge.captured", at);
}

const CANCELABLE: readonly IntentStatus[] = [
  "requires_payment_method",
  "requires_capture",
  "requires_confirmation",
  "requires_action",
];

export function cancel(
  intent: PaymentIntent,
  held: Charge | undefined,
  reason: CancellationReason | null,
  at: Circumstances,
): Decision<PaymentIntent> {
  if (!CANCELABLE.includes(intent.status) && !hangs(intent, held)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. ${oneOf("canceled", CANCELABLE)}`;
    return refused(unexpectedState(message, intent));
  }
  const gone = { status: "canceled", amountCapturable: 0, challenge: null, canceledAt: at.nowS } as const;
  const result: PaymentIntent = { ...intent, ...gone, cancellationReason: reason };
  const told = { type: "payment_intent.canceled", object: result } as const;
  if (held === undefined || held.status === "failed") return { kind: "done", result, also: [], events: [told] };
  if (held.status === "pending") {
    const stopped: Charge = { ...held, status: "failed" };
    return { kind: "done", result, also: [stopped], events: [{ type: "charge.failed", object: stopped }, told] };
  }
  const released = releaseCharge(held);
  const type = reason === "automatic" ? "charge.expired" : "charge.refunded";
  return { kind: "done", result, also: [released], events: [{ type, object: released }, told] };
}

/** A bank debit that never ends can be called back; one that is about to arrive cannot. */
function hangs(intent: PaymentIntent, held: Charge | undefined): boolean {
  if (intent.status !== "processing" || held === undefined) return false;
  const outcome = testCardNamed(held.testName)?.outcome;
  return outcome?.kind === "processing" && outcome.ends === "never";
}
