/**
 * What an error of the Stripe library says about the call: that it was not carried out, or that nobody knows.
 *
 * When in doubt nobody knows: a seat that is kept too long can be given back, a charge for a seat that was given to
 * somebody else is a broken promise (S5). That includes a key that Stripe does not accept, because an earlier call
 * under the same idempotency key may have gone through with the key before it.
 */
import { Stripe } from "stripe";
import type { PaymentAnswer } from "./payment.ts";
import { paymentOf } from "./stripe-payment.ts";

const { errors } = Stripe;

export type Failure = Exclude<PaymentAnswer, { kind: "payment" }>;

/** @throws whatever is not Stripe's: a fault of ours. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof errors.StripeError)) throw error;
  const why = `${error.type} ${error.code ?? error.statusCode ?? ""}: ${error.message}`;
  if (error instanceof errors.StripeIdempotencyError) return { kind: "key_taken" };
  if (error instanceof errors.StripeRateLimitError || error.code === "lock_timeout") return { kind: "busy", why };
  if (error.statusCode === 409) return { kind: "busy", why }; // idempotency_key_in_use
  if (error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError) {
    const { param } = error;
    return {
      kind: "refused",
      code: error.decline_code ?? error.code ?? "invalid_request",
      message: error.message,
      ...(param === undefined ? {} : { field: param }),
    };
  }
  return { kind: "no_answer", why };
}

/** The payment that an error is about: a decline and a wrong state both tell how the payment stands. */
export function paymentInError(error: unknown): ReturnType<typeof paymentOf> | undefined {
  if (!(error instanceof errors.StripeError) || error instanceof errors.StripeIdempotencyError) return undefined;
  const intent = error.payment_intent;
  return intent === undefined ? undefined : paymentOf(intent);
}

/** Whether the provider could not be asked just now: its silence, its own faults, or too many questions. */
export function isProviderSilent(error: unknown): boolean {
  return (
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeAPIError ||
    error instanceof errors.StripeRateLimitError
  );
}
