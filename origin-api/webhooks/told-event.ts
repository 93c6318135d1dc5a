/**
 * What of a webhook is kept: which payment, refund or dispute it is about. Anything that can be asked for is asked for
 * when it is acted on, so that doubled, late and reordered events mean the same.
 */
import type { Stripe } from "stripe";
import type { PaymentStatus } from "../payments/payment.ts";

export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly paymentId: string | null;
  readonly facts: DisputeFacts | null;
  /** How far its payment has come by what it tells; absent where it tells something else. */
  readonly status?: PaymentStatus;
  /** Usually the request of the buyer is about to do the same: look at it a little later. */
  readonly canWait: boolean;
}

/** A dispute as it was told; its states only ever go forward. */
export type DisputeFacts = {
  readonly amountMinor: number;
  readonly reason: string;
  /** False for an inquiry: nothing was taken back. */
  readonly withdrawn: boolean;
  readonly state: "open" | "won" | "lost";
};

const PAYMENT_EVENTS: ReadonlyMap<string, PaymentStatus> = new Map([
  ["payment_intent.amount_capturable_updated", "authorised"],
  ["payment_intent.succeeded", "captured"],
  ["payment_intent.payment_failed", "failed"],
  ["payment_intent.canceled", "canceled"],
]);
const REFUND_EVENTS: ReadonlySet<string> = new Set([
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.refund.updated",
]);

/** Understood when it is told, but not asked for. */
const ECHO_OF_OUR_CAPTURE = "payment_intent.succeeded";

/**
 * What the provider should be told to tell us; anything else is answered and forgotten. Not that money was taken: with
 * manual capture only we take it, and the journal reminds us of every sale until its books are closed, so that event
 * would only ever repeat an answer, once an order.
 */
export const WEBHOOK_EVENTS: readonly string[] = [
  ...[...PAYMENT_EVENTS.keys()].filter((type) => type !== ECHO_OF_OUR_CAPTURE),
  ...REFUND_EVENTS,
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
  "charge.dispute.closed",
];

/** Whoever has the secret can sign anything: also `null`, which is JSON and no event. */
export function isEvent(told: unknown): told is Stripe.Event {
  return has(told, "id", "type") && has(told, "data") && has(told.data, "object") && has(told.data.object, "id");
}

function has<Name extends string>(value: unknown, ...names: Name[]): value is Record<Name, unknown> {
  return typeof value === "object" && value !== null && names.every((name) => Object.hasOwn(value, name));
}

/** @returns `undefined` for an event that means nothing to us. */
export function toldBy(event: Stripe.Event): ToldEvent | undefined {
  const { id, type } = event;
  const status = PAYMENT_EVENTS.get(type);
  if (status !== undefined) {
    const { id: objectId } = event.data.object as Stripe.PaymentIntent;
    return { id, type, objectId, paymentId: objectId, facts: null, status, canWait: true };
  }
  if (REFUND_EVENTS.has(type)) {
    const refund = event.data.object as Stripe.Refund;
    return { id, type, objectId: refund.id, paymentId: idOf(refund.payment_intent), facts: null, canWait: false };
  }
  if (type.startsWith("charge.dispute.")) {
    const dispute = event.data.object as Stripe.Dispute;
    const paymentId = idOf(dispute.payment_intent);
    return { id, type, objectId: dispute.id, paymentId, facts: factsOf(dispute), canWait: false };
  }
  return undefined;
}

export function isAboutPayment(type: string): boolean {
  return PAYMENT_EVENTS.has(type);
}

export function isAboutRefund(type: string): boolean {
  return REFUND_EVENTS.has(type);
}

function factsOf({ amount, reason, status }: Stripe.Dispute): DisputeFacts {
  const state = status === "won" || status === "warning_closed" ? "won" : status === "lost" ? "lost" : "open";
  return { amountMinor: amount, reason, withdrawn: !status.startsWith("warning_"), state };
}

function idOf(expandable: string | { readonly id: string } | null): string | null {
  return typeof expandable === "string" ? expandable : (expandable?.id ?? null);
}
