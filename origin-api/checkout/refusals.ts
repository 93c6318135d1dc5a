/**
 * What a buyer is told when a payment does not become an order: which problem, in words for people, and what can be
 * done about it.
 */
import { problem, type Problem } from "../../core/contract/problem.ts";
import type { BeginPaymentOutcome, Reservation } from "../../core/contract/seat-allocator.ts";
import { SALE_LIMITS } from "../../core/contract/seats.ts";
import type { Decline, PaymentAnswer } from "../payments/payment.ts";

/** A client may ask again after so long. */
const ASK_AGAIN_S = 2;
const ASK_AGAIN_DOWN_S = 10;

export function refusedBegin(refused: Extract<BeginPaymentOutcome, { kind: "refused" }>): Problem {
  return problem(refused.reason, refused.detail === undefined ? {} : { detail: refused.detail });
}

export function amountMismatch(): Problem {
  return problem("amount_mismatch");
}

/** The provider would not even try. */
export function refusedPayment({ code, message, field }: Extract<PaymentAnswer, { kind: "refused" }>): Problem {
  const isToken = field?.startsWith("payment_method") === true || field === "token" || field === "card[token]";
  if (!isToken) return problem("payment_declined", { detail: message, extra: { declineCode: code } });
  return problem("validation_failed", {
    errors: [{ field: "/paymentToken", message: "is not a payment token that can be used" }],
  });
}

export function notSold(reservation: Reservation, decline: Decline | undefined): Problem {
  const { state, attempt, expiresAtMs } = reservation;
  if (state === "expired" || state === "released" || state === "revoked") return problem("hold_expired");
  return problem("payment_declined", {
    detail: decline?.message ?? "The payment was not completed. Your seats are still held.",
    extra: {
      declineCode: decline?.code ?? "not_completed",
      attemptsLeft: Math.max(0, SALE_LIMITS.paymentAttemptsMax - attempt),
      expiresAt: new Date(expiresAtMs).toISOString(),
    },
  });
}

export function outcomeUnknown(): Problem {
  return problem("payment_unknown", {
    detail: "Your seats are kept while we find out. Asking again does not charge twice.",
    retryAfterSeconds: ASK_AGAIN_S,
  });
}

export function providerDown(): Problem {
  return problem("payment_provider_down", { retryAfterSeconds: ASK_AGAIN_DOWN_S });
}
