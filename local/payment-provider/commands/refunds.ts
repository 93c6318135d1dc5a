// What can be done with refunds: ask for one, and let a pending one arrive or bounce.
import type { Charge, Refund } from "../rules/records.ts";
import type { Desk, Origin, Reply } from "../desk.ts";
import { blocksRefunds } from "../rules/dispute.ts";
import { createRefund, failRefund, settleRefund, type RefundWish } from "../rules/refund.ts";
import { invalidRequest, missing } from "../rules/refusal.ts";
import { findIntent } from "./payments.ts";

export interface RefundTarget {
  readonly paymentIntent: string | undefined;
  readonly charge: string | undefined;
}

export function refundPayment(desk: Desk, target: RefundTarget, wish: RefundWish, origin: Origin): Reply<Refund> {
  const charge = chargeToRefund(desk, target);
  if (!charge.ok) return charge;
  const dispute = desk.store.records.newestOf("dispute", charge.value.paymentIntent);
  const blocked = dispute !== undefined && blocksRefunds(dispute) ? "chargeback" : undefined;
  return desk.apply(createRefund(charge.value, blocked, wish, desk.at()), origin);
}

function chargeToRefund(desk: Desk, target: RefundTarget): Reply<Charge> {
  if (target.charge !== undefined) {
    const value = desk.store.records.get("charge", target.charge);
    return value === undefined
      ? { ok: false, refusal: missing("charge", target.charge, "charge") }
      : { ok: true, value };
  }
  const intent = findIntent(desk, target.paymentIntent ?? "");
  if (!intent.ok) return { ok: false, refusal: { ...intent.refusal, param: "payment_intent" } };
  const latest = intent.value.latestCharge;
  const value = latest === null ? undefined : desk.store.records.get("charge", latest);
  if (value === undefined || value.status !== "succeeded") {
    const message = `This PaymentIntent (${intent.value.id}) does not have a successful charge to refund.`;
    return { ok: false, refusal: invalidRequest(message) };
  }
  return { ok: true, value };
}

export function endRefund(desk: Desk, id: string, outcome: "succeeded" | "failed", origin: Origin): Reply<Refund> {
  const refund = desk.store.records.get("refund", id);
  if (refund === undefined) return { ok: false, refusal: missing("refund", id) };
  if (outcome === "succeeded") return desk.apply(settleRefund(refund, desk.at()), origin);
  const charge = desk.store.records.get("charge", refund.charge);
  if (charge === undefined) throw new Error(`Refund ${id} has no charge`);
  return desk.apply(failRefund(refund, charge, desk.at()), origin);
}
