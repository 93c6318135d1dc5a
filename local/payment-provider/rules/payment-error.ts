// Why the last attempt at a payment failed: kept on the intent as `last_payment_error` and, for a decline, answered as
// a 402. The texts are Stripe's; shops show them to payers.
import type { LastPaymentError, PaymentIntent, PaymentMethod } from "./records.ts";
import type { Refusal } from "./refusal.ts";
import type { PaymentFailure } from "./test-cards.ts";

export function declineRefusal(intent: PaymentIntent, error: LastPaymentError): Refusal {
  const { code, message, declineCode, adviceCode, param } = error.failure;
  return {
    status: 402,
    type: "card_error",
    code,
    message,
    ...(declineCode === undefined ? {} : { declineCode }),
    ...(adviceCode === undefined ? {} : { adviceCode }),
    ...(param === undefined ? {} : { param }),
    ...(error.charge === null ? {} : { charge: error.charge }),
    paymentIntent: intent,
    paymentMethod: error.method,
  };
}

export function failedAuthentication(method: PaymentMethod): LastPaymentError {
  const message =
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
  const failure = { code: "payment_intent_authentication_failure", message };
  return { type: "invalid_request_error", failure, charge: null, method };
}

/** The payer would have to act, and the caller said that nobody is there or that it cannot handle it. */
export function unhandledAction(offSession: boolean): PaymentFailure {
  return {
    code: "authentication_required",
    declineCode: offSession ? "authentication_required" : "authentication_not_handled",
    message: "Your card was declined. This transaction requires authentication.",
  };
}
