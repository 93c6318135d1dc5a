/**
 * Finds out what became of a payment of which nobody knows: by reading it, by searching, and at last by taking its
 * idempotency key with a payment that asks nobody for money (S5, S7).
 *
 * Either the key was free: then the attempt never reached the provider, and never will, because a call that is still on
 * its way finds the key taken. Or it was taken by the attempt itself: then its payment exists and is found, or it made
 * none, which is proven once all payments since its beginning have been looked through.
 */
import type { Reservation } from "../../core/contract/seat-allocator.ts";
import { SALE_LIMITS } from "../../core/contract/seats.ts";
import type { NoAnswer, Payment, PaymentAnswer } from "../payments/payment.ts";
import { repeat } from "../payments/repeat.ts";
import type { CheckoutParts } from "./parts.ts";

export type Learnt =
  | { readonly kind: "payment"; readonly payment: Payment }
  /** Proven: the attempt made no payment and never will. */
  | { readonly kind: "nothing" }
  | NoAnswer;

/** The payment of the live attempt, or the one that bought a sold reservation. */
export async function askProvider(parts: CheckoutParts, reservation: Reservation): Promise<Learnt> {
  const { gateway, patience } = parts;
  const { paymentRef } = reservation;
  if (reservation.state === "sold" && paymentRef !== undefined) {
    return learnt(await repeat(patience, () => gateway.read(paymentRef)));
  }
  const found = await search(parts, reservation);
  if (found !== undefined) return found;
  const fence = await takeKey(parts, reservation);
  if (fence.kind !== "key_taken") return learnt(fence);
  return lookThrough(parts, reservation);
}

/**
 * After the provider has refused the attempt outright: nothing was made, and the key is closed so that nothing can be.
 * A key that is taken was taken by that refusal.
 */
export async function closeKey(parts: CheckoutParts, reservation: Reservation): Promise<Learnt> {
  const fence = await takeKey(parts, reservation);
  return fence.kind === "key_taken" ? { kind: "nothing" } : learnt(fence);
}

/** @returns `undefined` when nothing was found, which proves nothing. */
export async function search(parts: CheckoutParts, reservation: Reservation): Promise<Learnt | undefined> {
  const { gateway, patience } = parts;
  const found = await repeat(patience, () => gateway.find(reservation.reservationId));
  if (found.kind !== "payments") return found;
  return ofAttempt(parts, found.payments, reservation.attempt);
}

async function lookThrough(parts: CheckoutParts, reservation: Reservation): Promise<Learnt> {
  const { gateway, patience, nowMs } = parts;
  const { reservationId, attempt, deadlineMs } = reservation;
  const notYet: NoAnswer = { kind: "no_answer", why: "a payment may exist and is not found yet" };
  if (deadlineMs === undefined) return notYet;
  const found = await repeat(patience, () => gateway.find(reservationId, deadlineMs - SALE_LIMITS.paymentDeadlineMs));
  if (found.kind !== "payments") return found;
  const payment = await ofAttempt(parts, found.payments, attempt);
  if (payment !== undefined) return payment;
  // before the deadline the call that has taken the key may still be at work
  return found.complete && nowMs() >= deadlineMs ? { kind: "nothing" } : notYet;
}

async function ofAttempt(
  { gateway, patience }: CheckoutParts,
  payments: readonly Payment[],
  attempt: number,
): Promise<Learnt | undefined> {
  const own = payments.filter((payment) => payment.attempt === attempt);
  // a key makes one payment: where there is one that is no fence, it is the attempt's
  const payment = own.find(({ isFence }) => !isFence) ?? own[0];
  if (payment === undefined) return undefined;
  // a search shows how things stood a while ago
  return learnt(await repeat(patience, () => gateway.read(payment.id)));
}

async function takeKey({ gateway, patience }: CheckoutParts, reservation: Reservation): Promise<PaymentAnswer> {
  const { reservationId, eventId, attempt, quote } = reservation;
  const { minor: amountMinor, currency } = quote.total;
  const idempotencyKey = `${reservationId}:${attempt}`; // the allocator's
  const request = { idempotencyKey, reservationId, eventId, attempt, amountMinor, currency };
  return repeat(patience, () => gateway.fence(request));
}

function learnt(answer: PaymentAnswer): Learnt {
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
