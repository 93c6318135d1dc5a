/**
 * From Stripe's objects to ours, and from our requests to Stripe's parameters. Nothing else knows Stripe's field names.
 *
 * The buyer travels in the payment (docs/adr/0003): who finishes an interrupted sale reads them here.
 */
import type { Stripe } from "stripe";
import { minorUnits, type CurrencyCode } from "../../core/brand.ts";
import { eventId, reservationId } from "../../core/contract/fields.ts";
import type { AuthoriseRequest, FenceRequest, Payer, Payment, PaymentStatus, ProviderRefund } from "./payment.ts";

export const METADATA = {
  reservation: "reservation_id",
  event: "event_id",
  attempt: "attempt",
  name: "buyer_name",
  language: "buyer_language",
  phone: "buyer_phone",
  fence: "fence",
  refund: "refund_id",
} as const;

const STATUS: Readonly<Record<string, PaymentStatus>> = {
  requires_payment_method: "failed",
  requires_confirmation: "unconfirmed",
  requires_action: "action",
  processing: "processing",
  requires_capture: "authorised",
  succeeded: "captured",
  canceled: "canceled",
};

export function paymentOf(intent: Stripe.PaymentIntent): Payment {
  const { metadata } = intent;
  const reservation = reservationId.safeParse(metadata[METADATA.reservation]);
  const event = eventId.safeParse(metadata[METADATA.event]);
  const attempt = Number(metadata[METADATA.attempt]);
  const redirectUrl = intent.next_action?.redirect_to_url?.url;
  const decline = declineOf(intent.last_payment_error);
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  return {
    id: intent.id,
    status: STATUS[intent.status] ?? "processing", // a state that we do not know is one in which nothing is decided
    currency: intent.currency.toUpperCase() as CurrencyCode,
    amountMinor: minorUnits(intent.amount),
    receivedMinor: minorUnits(intent.amount_received),
    refundedMinor: minorUnits(charge?.amount_refunded ?? 0),
    livemode: intent.livemode,
    isFence: metadata[METADATA.fence] !== undefined,
    payer: payerOf(intent, charge),
    ...(reservation.success ? { reservationId: reservation.data } : {}),
    ...(event.success ? { eventId: event.data } : {}),
    ...(Number.isInteger(attempt) ? { attempt } : {}),
    ...(typeof redirectUrl === "string" ? { redirectUrl } : {}),
    ...(intent.client_secret === null ? {} : { clientSecret: intent.client_secret }),
    ...(decline === undefined ? {} : { decline }),
  };
}

function declineOf(error: Stripe.PaymentIntent.LastPaymentError | null): Payment["decline"] {
  if (error === null) return undefined;
  return {
    code: error.decline_code ?? error.code ?? error.type,
    message: error.message ?? "The payment was declined.",
  };
}

function payerOf(intent: Stripe.PaymentIntent, charge: Stripe.Charge | null): Payer {
  const email = intent.receipt_email ?? charge?.billing_details.email;
  const name = intent.metadata[METADATA.name] ?? charge?.billing_details.name;
  const language = intent.metadata[METADATA.language];
  const phone = intent.metadata[METADATA.phone];
  return {
    ...(email ? { email } : {}),
    ...(name ? { name } : {}),
    ...(language ? { language } : {}),
    ...(phone ? { phone } : {}),
  };
}

/** Parameters are a function of the request alone: a retry must send the same bytes under the same key. */
export function createParams(request: AuthoriseRequest): Stripe.PaymentIntentCreateParams {
  const { payer, paymentToken } = request;
  const card = { type: "card" as const, card: { token: paymentToken } };
  return {
    ...essentials(request),
    capture_method: "manual",
    confirm: true,
    allowed_payment_method_types: ["card"],
    return_url: request.returnUrl,
    // a card's one-time token, or a payment method
    ...(paymentToken.startsWith("tok_") ? { payment_method_data: card } : { payment_method: paymentToken }),
    ...(payer.email === undefined
      ? { expand: ["latest_charge"] } // the card's own address is then the buyer's
      : { receipt_email: payer.email }),
    metadata: {
      ...marks(request),
      ...(payer.name === undefined ? {} : { [METADATA.name]: payer.name }),
      ...(payer.language === undefined ? {} : { [METADATA.language]: payer.language }),
      ...(payer.phone === undefined ? {} : { [METADATA.phone]: payer.phone }),
    },
  };
}

/** A payment that asks nobody for money. */
export function fenceParams(request: FenceRequest): Stripe.PaymentIntentCreateParams {
  return {
    ...essentials(request),
    allowed_payment_method_types: ["card"],
    metadata: { ...marks(request), [METADATA.fence]: "1" },
  };
}

function essentials({ amountMinor, currency }: FenceRequest): { amount: number; currency: string } {
  return { amount: amountMinor, currency: currency.toLowerCase() };
}

function marks({ reservationId, eventId, attempt }: FenceRequest): Record<string, string> {
  return {
    [METADATA.reservation]: reservationId,
    [METADATA.event]: eventId,
    [METADATA.attempt]: String(attempt),
  };
}

export function refundOf(refund: Stripe.Refund): ProviderRefund {
  const ours = refund.metadata?.[METADATA.refund];
  const { status, payment_intent: payment } = refund;
  return {
    id: refund.id,
    status: status === "succeeded" ? "succeeded" : status === "failed" || status === "canceled" ? "failed" : "pending",
    amountMinor: minorUnits(refund.amount),
    paymentId: typeof payment === "string" ? payment : (payment?.id ?? ""),
    ...(ours === undefined ? {} : { refundId: ours }),
  };
}
