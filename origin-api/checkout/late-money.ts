/**
 * Money that was taken for seats that are not its payer's any more. It should not happen, because a seat is only freed
 * with proof that no money can land; where a bank breaks that proof, the payer gets the same seats if they are still
 * free, else all of the money back (S6). Until then it is a liability in the ledger.
 *
 * Repeatable: the hold, the payment's start and the refund each have a key that follows from the payment.
 */
import { millis, minorUnits } from "../../core/brand.ts";
import type { BeginPaymentOutcome, Reservation, SeatChoice } from "../../core/contract/seat-allocator.ts";
import { recordLateMoney } from "../books/late-money-store.ts";
import { refundLateMoney } from "../books/refunding.ts";
import type { Payment } from "../payments/payment.ts";
import type { CheckoutParts } from "./parts.ts";
import { askSeats } from "./seats.ts";

const HOLD_MS = 5 * 60_000;

export type Resolved =
  /** Its payer has the seats: this reservation is sold for it. */
  | { readonly kind: "seated"; readonly reservation: Reservation }
  /** It goes back, or is back. */
  | { readonly kind: "returned" }
  | { readonly kind: "unknown"; readonly why: string };

export async function resolveLateMoney(
  parts: CheckoutParts,
  reservation: Reservation,
  payment: Payment,
): Promise<Resolved> {
  const { reservationId, eventId } = payment;
  if (reservationId === undefined || eventId === undefined || payment.isFence) {
    parts.report("a payment belongs to no reservation", { paymentId: payment.id });
    return { kind: "unknown", why: "no reservation" };
  }
  await recordLateMoney(parts.database, { ...payment, reservationId, eventId });
  const seated = isWholePrice(reservation, payment) ? await seat(parts, reservation, payment) : undefined;
  if (seated !== undefined) return { kind: "seated", reservation: seated };
  const amountMinor = minorUnits(payment.receivedMinor - payment.refundedMinor);
  const refund = await refundLateMoney(parts, payment.id, amountMinor);
  return refund === "unknown" ? { kind: "unknown", why: "the refund was not acknowledged" } : { kind: "returned" };
}

function isWholePrice({ quote, state }: Reservation, payment: Payment): boolean {
  const { currency, minor } = quote.total;
  const isUntouched = payment.refundedMinor === 0 && payment.receivedMinor === minor && payment.currency === currency;
  return isUntouched && (state === "held" || state === "released" || state === "expired");
}

/** @returns the sold reservation, or `undefined` when its payer cannot have these seats. */
async function seat({ objects }: CheckoutParts, lost: Reservation, payment: Payment): Promise<Reservation | undefined> {
  const fingerprint = `late:${payment.id}`;
  const begin = ({ reservationId, holder, quote }: Reservation): Promise<BeginPaymentOutcome> =>
    askSeats(objects, lost.eventId, (allocator) =>
      allocator.beginPayment({ reservationId, holder, amount: quote.total, fingerprint }),
    );
  const held = lost.state === "held" ? lost : await holdAgain(objects, lost, fingerprint);
  if (held === undefined || held.quote.total.minor !== payment.receivedMinor) return undefined;
  const begun = await begin(held);
  if (begun.kind === "refused") return undefined;
  if (begun.kind === "sold") return begun.reservation.paymentRef === payment.id ? begun.reservation : undefined;
  const sold = await askSeats(objects, lost.eventId, (allocator) =>
    allocator.commit(held.reservationId, begun.attempt, payment.id),
  );
  return sold.kind === "sold" ? sold.reservation : undefined;
}

async function holdAgain(
  objects: CheckoutParts["objects"],
  lost: Reservation,
  requestId: string,
): Promise<Reservation | undefined> {
  const choice = sameChoice(lost);
  if (choice === undefined) return undefined;
  return askSeats(objects, lost.eventId, async (allocator) => {
    const card = await allocator.card();
    if (card === undefined) return undefined;
    const { holder } = lost;
    const holdMs = millis(Math.min(HOLD_MS, card.limits.holdMinutes * 60_000));
    const outcome = await allocator.hold({
      requestId,
      fingerprint: requestId,
      holder,
      roomId: card.roomId,
      choice,
      holdMs,
    });
    return outcome.kind === "held" ? outcome.reservation : undefined;
  });
}

/** The very same places. Places of several areas cannot be held in one step; their payer is refunded. */
function sameChoice({ places }: Reservation): SeatChoice | undefined {
  const seatIds = places.map(({ seatId }) => seatId);
  const [first] = seatIds;
  if (first === undefined) return undefined;
  const distinct = new Set(seatIds);
  if (distinct.size === seatIds.length) return { kind: "seats", seatIds };
  return distinct.size === 1 ? { kind: "area", area: first, quantity: seatIds.length } : undefined;
}
