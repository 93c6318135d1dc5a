// Confirming a payment: is it allowed, does the payer have to authenticate first, and what came of that.
import type { IntentStatus, PaymentIntent, PaymentMethod } from "./records.ts";
import { decline, failedFields, pay } from "./attempt-payment.ts";
import { refused, type Circumstances, type Decision } from "./decision.ts";
import { failedAuthentication, unhandledAction } from "./payment-error.ts";
import { oneOf } from "./payment-intent.ts";
import { cardOf } from "./payment-method.ts";
import { invalidRequest, unexpectedState } from "./refusal.ts";

export interface ConfirmOptions {
  readonly returnUrl?: string | null;
  readonly errorOnRequiresAction?: boolean;
  readonly offSession?: boolean;
}

const CONFIRMABLE: readonly IntentStatus[] = ["requires_payment_method", "requires_confirmation", "requires_action"];

export function confirm(
  before: PaymentIntent,
  method: PaymentMethod | undefined,
  options: ConfirmOptions,
  at: Circumstances,
): Decision<PaymentIntent> {
  const refusal = confirmRefusal(before, method, options);
  if (refusal !== undefined) return refused(refusal);
  if (method === undefined) throw new Error("A confirmation without a method was not refused");
  const returnUrl = options.returnUrl ?? before.returnUrl;
  const intent: PaymentIntent = { ...before, paymentMethod: method.id, returnUrl, lastPaymentError: null };
  const outcome = cardOf(method).outcome;
  if (outcome.kind === "authentication") return askForAuthentication(intent, method, options, at);
  return pay(intent, method, outcome, false, at);
}

function confirmRefusal(intent: PaymentIntent, method: PaymentMethod | undefined, options: ConfirmOptions) {
  if (!CONFIRMABLE.includes(intent.status)) {
    const because =
      intent.status === "succeeded"
        ? "it has already succeeded after being previously confirmed."
        : `it has a status of ${intent.status}. ${oneOf("confirmed", CONFIRMABLE)}`;
    return unexpectedState(`You cannot confirm this PaymentIntent because ${because}`, intent);
  }
  if (method === undefined) {
    const message =
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.";
    return unexpectedState(message, intent);
  }
  const { type } = cardOf(method);
  if (intent.redirects === null && !intent.paymentMethodTypes.includes(type)) {
    const allowed = intent.paymentMethodTypes.join(", ");
    const message = `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Allowed types: ${allowed}.`;
    return invalidRequest(message, { param: "payment_method" });
  }
  if (type !== "card" && intent.captureMethod === "manual") {
    return invalidRequest(`The payment method type "${type}" does not support manual capture.`, {
      param: "capture_method",
    });
  }
  if (intent.redirects === "always" && (options.returnUrl ?? intent.returnUrl) === null) {
    const message =
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these " +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want " +
      "to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
      "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.";
    return invalidRequest(message, { param: "return_url" });
  }
  return undefined;
}

function askForAuthentication(
  intent: PaymentIntent,
  method: PaymentMethod,
  options: ConfirmOptions,
  at: Circumstances,
): Decision<PaymentIntent> {
  if (options.errorOnRequiresAction === true || options.offSession === true) {
    const failure = unhandledAction(options.offSession === true);
    return decline(intent, method, failure, undefined);
  }
  const result: PaymentIntent = { ...intent, status: "requires_action", challenge: at.mint("challenge_") };
  return { kind: "done", result, also: [], events: [{ type: "payment_intent.requires_action", object: result }] };
}

/** The payer came back from the 3-D Secure page. */
export function authenticate(
  intent: PaymentIntent,
  method: PaymentMethod,
  outcome: "complete" | "fail",
  at: Circumstances,
): Decision<PaymentIntent> {
  const card = cardOf(method);
  if (intent.status !== "requires_action" || card.outcome.kind !== "authentication") {
    return refused(unexpectedState(`This PaymentIntent waits for no authentication (${intent.status}).`, intent));
  }
  const answered: PaymentIntent = { ...intent, challenge: null };
  if (outcome === "complete") return pay(answered, method, card.outcome.after, true, at);
  const lastPaymentError = failedAuthentication(method);
  const result: PaymentIntent = { ...answered, ...failedFields, lastPaymentError };
  return { kind: "done", result, also: [], events: [{ type: "payment_intent.payment_failed", object: result }] };
}
