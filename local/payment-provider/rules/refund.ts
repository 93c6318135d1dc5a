// Refunds: never more than was captured, pending ones counted; at once, or later, or failing later, as the test card
// says. Money leaves the balance when a refund succeeds, and comes back if it fails after that.
import type { Charge, MoneyRecord, Refund, RefundReason } from "./records.ts";
import { refundFailureRow, refundRow } from "./balance.ts";
import { refused, type Circumstances, type Decision, type PlannedEvent } from "./decision.ts";
import { invalidRequest, type Refusal } from "./refusal.ts";
import { testCardNamed } from "./test-cards.ts";

export interface RefundWish {
  readonly amount: number | undefined;
  readonly reason: RefundReason | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export function createRefund(
  charge: Charge,
  blocked: "chargeback" | undefined,
  wish: RefundWish,
  at: Circumstances,
): Decision<Refund> {
  const left = charge.amount - charge.amountRefunded;
  const amount = wish.amount ?? left;
  const refusal = refundRefusal(charge, blocked, amount, left);
  if (refusal !== undefined) return refused(refusal);
  const fate = testCardNamed(charge.testName)?.refund;
  const refund: Refund = {
    kind: "refund",
    id: at.mint("re_3"),
    created: at.nowS,
    status: "pending",
    amount,
    currency: charge.currency,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    reason: wish.reason,
    balanceTransaction: null,
    failureBalanceTransaction: null,
    failureReason: null,
    metadata: wish.metadata,
  };
  const less: Charge = { ...charge, amountRefunded: charge.amountRefunded + amount };
  const told = (object: Refund): PlannedEvent[] => [
    { type: "refund.created", object },
    { type: "charge.refunded", object: less },
  ];
  if (fate === "pending") {
    const later = [{ action: "settle_refund", id: refund.id } as const];
    return { kind: "done", result: refund, also: [less], events: told(refund), later };
  }
  const paid = pay(refund, at);
  const later = fate === "fails" ? [{ action: "fail_refund", id: refund.id } as const] : [];
  return { kind: "done", result: paid.refund, also: [paid.row, less], events: told(paid.refund), later };
}

function refundRefusal(
  charge: Charge,
  blocked: "chargeback" | undefined,
  amount: number,
  left: number,
): Refusal | undefined {
  if (!charge.captured) {
    return invalidRequest(
      `This uncaptured Charge was created by a PaymentIntent (${charge.paymentIntent}). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly.`,
    );
  }
  if (blocked === "chargeback") {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    return invalidRequest(message, { code: "charge_disputed" });
  }
  if (left === 0) {
    return invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  if (amount > left) {
    const unit = charge.currency.toUpperCase();
    const message = `Refund amount (${amount} ${unit}) is greater than unrefunded amount on charge (${left} ${unit})`;
    return invalidRequest(message, { param: "amount" });
  }
  return undefined;
}

/** A pending refund arrives. */
export function settleRefund(refund: Refund, at: Circumstances): Decision<Refund> {
  if (refund.status !== "pending") return refused(invalidRequest(`Refund ${refund.id} is ${refund.status}.`));
  const paid = pay(refund, at);
  return { kind: "done", result: paid.refund, also: [paid.row], events: updated(paid.refund) };
}

/** A refund bounces: the amount can be refunded again, and what had left the balance is back. */
export function failRefund(refund: Refund, charge: Charge, at: Circumstances): Decision<Refund> {
  if (refund.status !== "pending" && refund.status !== "succeeded") {
    return refused(invalidRequest(`Refund ${refund.id} is ${refund.status}.`));
  }
  const row = refund.status === "succeeded" ? refundFailureRow({ ...refund, source: refund.id }, at) : undefined;
  const failure = { failureReason: "expired_or_canceled_card", failureBalanceTransaction: row?.id ?? null };
  const result: Refund = { ...refund, status: "failed", ...failure };
  const more: Charge = { ...charge, amountRefunded: charge.amountRefunded - refund.amount };
  const also: MoneyRecord[] = row === undefined ? [more] : [row, more];
  return { kind: "done", result, also, events: [{ type: "refund.failed", object: result }, ...updated(result)] };
}

function pay(refund: Refund, at: Circumstances) {
  const row = refundRow({ source: refund.id, amount: refund.amount, currency: refund.currency }, at);
  return { row, refund: { ...refund, status: "succeeded", balanceTransaction: row.id } satisfies Refund };
}

function updated(object: Refund): PlannedEvent[] {
  return [
    { type: "refund.updated", object },
    { type: "charge.refund.updated", object },
  ];
}
