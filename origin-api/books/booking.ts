/**
 * What the books are told of one sale: everything derived from the reservation and its payment, so that whoever books
 * a sale books the same (S8, S9).
 */
import type { CurrencyCode, EventId, MinorUnits, OrderId, ReservationId } from "../../core/brand.ts";
import type { Reservation } from "../../core/contract/seat-allocator.ts";
import { fulfilled, posted, type Posted } from "../../core/sale/ledger.ts";
import type { AmountLine } from "../../core/sale/price.ts";
import type { Payment } from "../payments/payment.ts";
import { confirmationIdOf, passesOf, referenceOf, type DerivedPass } from "./identity.ts";

const FREE = "free:";

/** What a reservation that costs nothing is paid with. */
export function freePaymentRef(reservationId: ReservationId): string {
  return `${FREE}${reservationId}`;
}

export function isFree(paymentRef: string): boolean {
  return paymentRef.startsWith(FREE);
}

/** A sale whose seats are committed and whose money is captured; `payment` is absent when it was free. */
export interface Sale {
  readonly reservation: Reservation;
  readonly payment: Payment | undefined;
  /** What the buyer said, where no payment carries it. */
  readonly payer?: Payment["payer"];
}

export interface Booking {
  readonly orderId: OrderId;
  readonly reference: string;
  readonly eventId: EventId;
  readonly currency: CurrencyCode;
  readonly totalMinor: MinorUnits;
  readonly feesMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  readonly buyerEmail: string | null;
  readonly buyerName: string | null;
  readonly buyerLanguage: string | null;
  readonly buyerPhone: string | null;
  readonly placedAt: string;
  readonly items: readonly (AmountLine & { readonly position: number })[];
  readonly passes: readonly DerivedPass[];
  readonly payment: {
    readonly id: string;
    readonly reservationId: ReservationId;
    readonly attempt: number;
    readonly capturedMinor: MinorUnits;
  };
  readonly ledger: readonly Posted[];
  readonly confirmationId: string;
  /** Of the text message, where a number was left. */
  readonly confirmationSmsId: string | null;
}

/** @param nowMs when it is booked, which is when the order counts as placed. */
export async function bookingOf({ reservation, payment, payer }: Sale, nowMs: number): Promise<Booking> {
  const { reservationId, eventId, quote, attempt } = reservation;
  const buyer = payment?.payer ?? payer ?? {};
  const captured = payment?.receivedMinor ?? quote.total.minor;
  return {
    orderId: reservationId,
    reference: await referenceOf(reservationId),
    eventId,
    currency: quote.total.currency,
    totalMinor: quote.total.minor,
    feesMinor: quote.fees,
    taxMinor: quote.tax,
    buyerEmail: buyer.email ?? null,
    buyerName: buyer.name ?? null,
    buyerLanguage: buyer.language ?? null,
    buyerPhone: buyer.phone ?? null,
    placedAt: new Date(nowMs).toISOString(),
    items: quote.lines.map((line, position) => Object.assign({ position }, line)),
    passes: await passesOf(reservationId, reservation.places),
    payment: {
      id: payment?.id ?? freePaymentRef(reservationId),
      reservationId: payment?.reservationId ?? reservationId,
      attempt: payment?.attempt ?? attempt,
      capturedMinor: captured,
    },
    ledger: payment === undefined ? [] : ledgerOf(reservation, payment),
    confirmationId: await confirmationIdOf(reservationId, "email"),
    confirmationSmsId: buyer.phone === undefined ? null : await confirmationIdOf(reservationId, "sms"),
  };
}

function ledgerOf(reservation: Reservation, payment: Payment): Posted[] {
  const { quote, reservationId } = reservation;
  const { total } = quote;
  const delivered = fulfilled(reservationId, { total: total.minor, fees: quote.fees, tax: quote.tax });
  // money that came for another attempt was nobody's until this sale took it
  return isLate(reservation, payment)
    ? [
        posted("late_received", payment.id, payment.receivedMinor),
        posted("late_applied", payment.id, total.minor),
        delivered,
      ]
    : [posted("captured", payment.id, payment.receivedMinor), delivered];
}

export function isLate(reservation: Reservation, payment: Payment): boolean {
  return payment.reservationId !== reservation.reservationId || payment.attempt !== reservation.attempt;
}
