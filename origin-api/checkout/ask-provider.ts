/**
 * Finds out what became of a payment of which nobody knows: by reading it, by searching, and at last by taking its
 * idempotency key with a payment that asks nobody for money (S5, S7).
 *
 * Either the key was free: then the attempt never reached the provider, and never will, because a call that is still on
 * its way finds the key taken. Or it was taken: then the attempt's payment exists and is found, now or a minute later.
 */
import type { Reservation } from "../../core/contract/seats.ts";
import { SALE_LIMITS } from "../../core/contract/seats.ts";
import { repeat } from "../payments/repeat.ts";
import type { NoAnswer, Payment, PaymentAnswer } from "../payments/payment.ts";
import type { CheckoutParts } from "./parts.ts";

type Found = { readonly kind: "payment"; readonly payment: Payment } | NoAnswer;

/** The provider's idempotency key of an attempt, as the allocator gives it. */
export function attemptKey({ reservationId, attempt }: Reservation): string {
  return `${reservationId}:${attempt}`;
}

/** The payment of the live attempt, or the one that bought a sold reservation. */
export async function askProvider(parts: CheckoutParts, reservation: Reservation): Promise<Found> {
  const { gateway, patience } = parts;
  const { paymentRef } = reservation;
  if (reservation.state === "sold" && paymentRef !== undefined) {
    return onlyPayment(await repeat(patience, () => gateway.read(paymentRef)));
  }
  const found = await search(parts, reservation);
  if (found !== undefined) return found;
  return takeKey(parts, reservation);
}

/** @returns `undefined` when nothing was found, which proves nothing. */
export async function search(parts: CheckoutParts, reservation: Reservation): Promise<Found | undefined> {
  const { gateway, patience } = parts;
  const { reservationId, attempt, deadlineMs } = reservation;
  const beganMs = deadlineMs === undefined ? undefined : deadlineMs - SALE_LIMITS.paymentDeadlineMs;
  const found = await repeat(patience, () => gateway.find(reservationId, beganMs));
  if (found.kind !== "payments") return found;
  const ofAttempt = found.payments.filter((payment) => payment.attempt === attempt);
  // where a fence stands, nothing else can; so anything that is no fence is the attempt itself
  const payment = ofAttempt.find(({ isFence }) => !isFence) ?? ofAttempt[0];
  if (payment === undefined) return undefined;
  // a search shows how things stood a while ago
  return onlyPayment(await repeat(patience, () => gateway.read(payment.id)));
}

async function takeKey(parts: CheckoutParts, reservation: Reservation): Promise<Found> {
  const { gateway, patience } = parts;
  const { reservationId, eventId, attempt, quote } = reservation;
  const fence = await repeat(patience, () =>
    gateway.fence({
      idempotencyKey: attemptKey(reservation),
      reservationId,
      eventId,
      attempt,
      amountMinor: quote.total.minor,
      currency: quote.total.currency,
    }),
  );
  if (fence.kind !== "key_taken") return onlyPayment(fence);
  const payment = await search(parts, reservation);
  return payment ?? { kind: "no_answer", why: "a payment exists and is not found yet" };
}

function onlyPayment(answer: PaymentAnswer): Found {
  switch (answer.kind) {
    case "payment":
    case "no_answer":
    case "busy":
      return answer;
    case "refused":
      return { kind: "no_answer", why: `${answer.code}: ${answer.message}` };
    case "key_taken":
      return { kind: "no_answer", why: "the key is taken" };
    default:
      return answer satisfies never;
  }
}
