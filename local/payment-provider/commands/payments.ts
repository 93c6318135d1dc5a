// What can be done with payments: each command reads what the rule needs, lets the rule decide, and applies it. Two
// commands never interleave (one thread, no await inside), so a rule always sees the state that it changes.
import type { BillingDetails, CancellationReason, Charge, PaymentIntent, PaymentMethod } from "../rules/records.ts";
import type { Desk, Origin, Reply } from "../desk.ts";
import { settle } from "../rules/attempt-payment.ts";
import { authenticate, confirm, type ConfirmOptions } from "../rules/confirm-payment.ts";
import { cancel, capture } from "../rules/finish-payment.ts";
import { newPaymentIntent, type NewPaymentIntent } from "../rules/new-payment-intent.ts";
import { NO_BILLING } from "../rules/payment-method.ts";
import { missing } from "../rules/refusal.ts";
import { testCardNamed } from "../rules/test-cards.ts";

/** Names a payment method: a test name, an id of one made before, or a token with the payer's details. */
export interface MethodWish {
  readonly name: string | undefined;
  readonly billing?: BillingDetails | undefined;
}

export function createPayment(
  desk: Desk,
  wish: Omit<NewPaymentIntent, "paymentMethod"> & { readonly method: MethodWish },
  confirmation: ConfirmOptions | undefined,
  origin: Origin,
): Reply<PaymentIntent> {
  const method = resolveMethod(desk, wish.method);
  if (!method.ok) return method;
  const intent = newPaymentIntent({ ...wish, paymentMethod: method.value?.id ?? null }, desk.at());
  const made = {
    kind: "done",
    result: intent,
    also: [],
    events: [{ type: "payment_intent.created", object: intent }],
  } as const;
  if (confirmation === undefined) return desk.apply(made, origin);
  const decision = confirm(intent, method.value, confirmation, desk.at());
  // A confirmation that is not allowed makes nothing; one that is declined leaves the intent open, as Stripe does.
  if (decision.kind === "refused") return { ok: false, refusal: decision.refusal };
  desk.apply(made, origin);
  return desk.apply(decision, origin);
}

export function confirmPayment(
  desk: Desk,
  id: string,
  wish: MethodWish,
  options: ConfirmOptions,
  origin: Origin,
): Reply<PaymentIntent> {
  const intent = findIntent(desk, id);
  if (!intent.ok) return intent;
  const named = resolveMethod(desk, wish);
  if (!named.ok) return named;
  const method = named.value ?? methodOf(desk, intent.value);
  return desk.apply(confirm(intent.value, method, options, desk.at()), origin);
}

export function capturePayment(
  desk: Desk,
  id: string,
  amount: number | undefined,
  origin: Origin,
): Reply<PaymentIntent> {
  const intent = findIntent(desk, id);
  if (!intent.ok) return intent;
  const held = heldCharge(desk, intent.value);
  return desk.apply(capture(intent.value, held, methodOf(desk, intent.value), amount, desk.at()), origin);
}

export function cancelPayment(
  desk: Desk,
  id: string,
  reason: CancellationReason | null,
  origin: Origin,
): Reply<PaymentIntent> {
  const intent = findIntent(desk, id);
  if (!intent.ok) return intent;
  return desk.apply(cancel(intent.value, heldCharge(desk, intent.value), reason, desk.at()), origin);
}

export function authenticatePayment(
  desk: Desk,
  id: string,
  outcome: "complete" | "fail",
  origin: Origin,
): Reply<PaymentIntent> {
  const intent = findIntent(desk, id);
  if (!intent.ok) return intent;
  const method = methodOf(desk, intent.value);
  if (method === undefined) return { ok: false, refusal: missing("payment_method", id, "payment_method") };
  return desk.apply(authenticate(intent.value, method, outcome, desk.at()), origin);
}

/** A bank debit reaches its end. Nothing, when it was canceled meanwhile. */
export function settlePayment(desk: Desk, id: string, origin: Origin): Reply<PaymentIntent> {
  const intent = findIntent(desk, id);
  if (!intent.ok) return intent;
  const pending = heldCharge(desk, intent.value);
  const method = methodOf(desk, intent.value);
  if (pending === undefined || method === undefined) return { ok: false, refusal: missing("charge", id) };
  return desk.apply(settle(intent.value, pending, method, desk.at()), origin);
}

export function findIntent(desk: Desk, id: string): Reply<PaymentIntent> {
  const value = desk.store.records.get("payment_intent", id);
  return value === undefined ? { ok: false, refusal: missing("payment_intent", id, "intent") } : { ok: true, value };
}

function heldCharge(desk: Desk, intent: PaymentIntent): Charge | undefined {
  if (intent.status !== "requires_capture" && intent.status !== "processing") return undefined;
  return intent.latestCharge === null ? undefined : desk.store.records.get("charge", intent.latestCharge);
}

function methodOf(desk: Desk, intent: PaymentIntent): PaymentMethod | undefined {
  return intent.paymentMethod === null ? undefined : desk.store.records.get("payment_method", intent.paymentMethod);
}

/** Stripe makes a new method each time a test name is used, so the same name never ties two payers together. */
export function resolveMethod(desk: Desk, wish: MethodWish): Reply<PaymentMethod | undefined> {
  if (wish.name === undefined) return { ok: true, value: undefined };
  const known = desk.store.records.get("payment_method", wish.name);
  if (known !== undefined) return { ok: true, value: known };
  if (testCardNamed(wish.name) === undefined) {
    return { ok: false, refusal: { ...missing("PaymentMethod", wish.name, "payment_method"), status: 400 } };
  }
  const { nowS } = desk.at();
  const billing = wish.billing ?? NO_BILLING;
  const method: PaymentMethod = {
    kind: "payment_method",
    id: desk.mint("pm_1"),
    created: nowS,
    testName: wish.name,
    billing,
  };
  desk.store.records.put(method, desk.nowMs());
  return { ok: true, value: method };
}
