/**
 * A refund that somebody in the office asks for: once per idempotency key, never more than is left, never while a bank
 * disputes the payment; written down with who asked, then driven at once.
 */
import type { MinorUnits, OrderId, SeatId } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { performAct, type Act } from "../audit/store.ts";
import { approvedRequest, isOpenRequest, type DecidedRequest } from "./buyer-request-store.ts";
import { derivedId, fingerprintOf } from "./identity.ts";
import { paymentOfOrder, type PaymentRecord } from "./payment-queries.ts";
import { askedPostings, askedRefund, refundById, type RefundRecord } from "./refund-store.ts";
import { driveRefund, type RefundParts } from "./refunding.ts";

export interface RefundWish {
  readonly orderId: OrderId;
  readonly idempotencyKey: string;
  /** All that is left when absent. */
  readonly amount?: { readonly currency: string; readonly minor: MinorUnits };
  readonly reason: string;
  readonly releaseSeats: boolean;
  readonly seatIds?: readonly SeatId[];
  /** The buyer's request that this refund says yes to; none is made when it is not open any more. */
  readonly answers?: DecidedRequest;
}

export type RefundOutcome =
  | { readonly kind: "refund"; readonly refund: RefundRecord }
  | { readonly kind: "problem"; readonly problem: Problem };

/** @param act who asks; its `after` is filled in here. */
export async function requestRefund(
  parts: RefundParts,
  wish: RefundWish,
  act: Omit<Act, "after" | "before">,
): Promise<RefundOutcome> {
  const { database } = parts;
  const payment = await paymentOfOrder(database, act.organizationId, wish.orderId);
  if (payment === undefined) return no(problem("not_found"));
  const id = await derivedId("refund", payment.id, wish.idempotencyKey);
  const fingerprint = await fingerprintOf(askedWords(wish));
  const before = await refundById(database, id);
  if (before === undefined) {
    const refused = await ask(parts, payment, { id, fingerprint, wish }, act);
    if (refused !== undefined) return no(refused);
  }
  const asked = before ?? (await refundById(database, id));
  if (asked === undefined) throw new Error(`refund ${id} was written and is not there`);
  if (asked.fingerprint !== fingerprint) return no(problem("idempotency_mismatch"));
  const refund = await driveRefund(parts, asked);
  if (refund.state !== "failed") return { kind: "refund", refund };
  return no(problem("refund_blocked", { detail: refund.failure ?? "the payment provider refused it" }));
}

async function ask(
  { database }: RefundParts,
  payment: PaymentRecord,
  { id, fingerprint, wish }: { readonly id: string; readonly fingerprint: string; readonly wish: RefundWish },
  act: Omit<Act, "after" | "before">,
): Promise<Problem | undefined> {
  const left = payment.capturedMinor - payment.refundedMinor;
  if (payment.isDisputed) return problem("refund_blocked", { detail: "the buyer's bank disputes this payment" });
  if (wish.amount !== undefined && wish.amount.currency !== payment.currency) {
    const errors = [{ field: "/amount/currency", message: `the order was paid in ${payment.currency}` }];
    return problem("validation_failed", { errors });
  }
  const amountMinor = wish.amount?.minor ?? (left as MinorUnits);
  if (amountMinor <= 0 || amountMinor > left) return problem("refund_too_large");
  const { reason, releaseSeats, seatIds, answers } = wish;
  const asked = {
    id,
    paymentId: payment.id,
    fingerprint,
    amountMinor,
    reason,
    releaseSeats,
    requestedBy: act.actor,
    ...(seatIds === undefined ? {} : { seatIds }),
  };
  const after = { refundId: id, amountMinor, currency: payment.currency, reason, releaseSeats, seatIds };
  const isAsked = await performAct(
    database,
    { ...act, after },
    {
      change: askedRefund(asked, answers === undefined ? undefined : isOpenRequest(answers)),
      also: [...askedPostings(payment, asked, "also_0"), ...(answers === undefined ? [] : [approvedRequest(answers)])],
    },
  );
  // somebody else asked meanwhile: for the same, or for what was left
  return isAsked || (await refundById(database, id)) !== undefined ? undefined : problem("refund_too_large");
}

function askedWords({ amount, reason, releaseSeats, seatIds }: RefundWish): unknown[] {
  return [amount?.currency ?? null, amount?.minor ?? null, reason, releaseSeats, seatIds ?? null];
}

function no(refused: Problem): RefundOutcome {
  return { kind: "problem", problem: refused };
}
