/**
 * What to do next with a reservation and its payment: the checkout's one rule, pure. Whoever drives a sale, whenever,
 * from whatever half-way, asks it and does what it says, until nothing is left to do.
 *
 * Keeps S5 (seats in payment are only freed with proof), S6 (money and seats belong together) and S7 (a payment that is
 * not what was asked for never becomes a sale).
 */
import type { PaymentProof, Reservation } from "../../core/contract/seat-allocator.ts";
import { isFree } from "../books/booking.ts";
import type { Payment } from "../payments/payment.ts";

export type Step =
  /** Nothing is known about the payment of the live attempt: ask the provider. */
  | { readonly do: "ask" }
  /** The money is held or ours, or there is nothing to pay, and the seats are ours: sell them. */
  | { readonly do: "commit" }
  | { readonly do: "capture" }
  /** Sold and paid: into the books. */
  | { readonly do: "book" }
  /** Make sure that no money can land any more. */
  | { readonly do: "cancel" }
  /** No money can land any more: the hold goes on. */
  | { readonly do: "free"; readonly proof: PaymentProof }
  | { readonly do: "wait_for_buyer"; readonly redirectUrl: string }
  | { readonly do: "wait" }
  /** Sold, and the bank has let the money go before it was taken: the seats are not paid for. */
  | { readonly do: "unsell" }
  /** Money for seats that are not, or not through this payment, its owner's. */
  | { readonly do: "late_money" }
  | { readonly do: "nothing" };

/** What the office knows at the moment. `payment` is the one that the question is about, as it is now. */
export interface Known {
  readonly reservation: Reservation;
  readonly payment: Payment | undefined;
  /** Do we move real money? */
  readonly livemode: boolean;
  readonly nowMs: number;
}

export function nextStep(known: Known): Step {
  const { reservation, payment } = known;
  switch (reservation.state) {
    case "paying":
      if (payment === undefined) return { do: reservation.quote.total.minor === 0 ? "commit" : "ask" };
      return payment.attempt === reservation.attempt ? whilePaying(known, payment) : strayMoney(payment);
    case "sold":
      return whenSold(reservation, payment);
    case "revoked":
      // given back after a refund, or unsold; the payment that had bought it was dealt with then
      return payment === undefined || payment.id === reservation.paymentRef ? { do: "nothing" } : strayMoney(payment);
    case "held":
    case "released":
    case "expired":
      return payment === undefined ? { do: "nothing" } : strayMoney(payment);
    default:
      return reservation.state satisfies never;
  }
}

function whilePaying({ reservation, livemode, nowMs }: Known, payment: Payment): Step {
  switch (payment.status) {
    case "authorised":
    case "captured":
      if (!isWhatWasAsked(reservation, payment, livemode)) {
        return payment.status === "authorised" ? { do: "cancel" } : { do: "late_money" };
      }
      return { do: "commit" };
    case "action": {
      const isOver = reservation.deadlineMs !== undefined && nowMs >= reservation.deadlineMs;
      if (isOver || payment.redirectUrl === undefined) return { do: "cancel" };
      return { do: "wait_for_buyer", redirectUrl: payment.redirectUrl };
    }
    case "processing":
      return { do: "wait" };
    case "failed":
    case "unconfirmed":
      return { do: "cancel" }; // either could still be confirmed
    case "canceled":
      return { do: "free", proof: proofOf(payment) };
    default:
      return payment.status satisfies never;
  }
}

function whenSold(reservation: Reservation, payment: Payment | undefined): Step {
  const { paymentRef = "" } = reservation;
  if (isFree(paymentRef)) return payment === undefined ? { do: "book" } : strayMoney(payment);
  if (payment === undefined) return { do: "ask" };
  if (payment.id !== paymentRef) return strayMoney(payment);
  if (payment.status === "authorised") return { do: "capture" };
  if (payment.status === "captured") return { do: "book" };
  return payment.status === "canceled" ? { do: "unsell" } : { do: "wait" };
}

/** Money beside the sale: only where there is some, or could be. */
function strayMoney(payment: Payment): Step {
  if (payment.status === "canceled") return { do: "nothing" };
  if (payment.status === "captured") {
    return payment.refundedMinor < payment.receivedMinor ? { do: "late_money" } : { do: "nothing" };
  }
  return payment.status === "processing" ? { do: "wait" } : { do: "cancel" };
}

/** Bound to reservation, amount, currency and mode: a payment that is not is never taken for this sale. */
export function isWhatWasAsked(reservation: Reservation, payment: Payment, livemode: boolean): boolean {
  const { total } = reservation.quote;
  return (
    payment.reservationId === reservation.reservationId &&
    payment.eventId === reservation.eventId &&
    payment.amountMinor === total.minor &&
    payment.currency === total.currency &&
    payment.livemode === livemode &&
    (payment.status !== "captured" || payment.receivedMinor === total.minor)
  );
}

function proofOf(payment: Payment): PaymentProof {
  if (payment.isFence) return "never_created";
  return payment.decline === undefined ? "canceled" : "failed_terminal";
}
