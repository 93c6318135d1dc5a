/**
 * Gives money back: drives a refund that was asked for to its end, and seats with it where that was asked too.
 *
 * Repeatable: the provider's key follows from the refund, the seats are revoked under its id. A call that ended in
 * silence is looked up, never made under a second key.
 */
import type { MinorUnits } from "../../core/brand.ts";
import { askSeats } from "../checkout/seats.ts";
import type { CheckoutParts } from "../checkout/parts.ts";
import type { ProviderRefund } from "../payments/payment.ts";
import { repeat } from "../payments/repeat.ts";
import { derivedId } from "./identity.ts";
import { paymentById } from "./payment-queries.ts";
import {
  acknowledgeRefund,
  askRefund,
  failRefund,
  refundById,
  releaseSeats,
  settleRefund,
  type RefundRecord,
} from "./refund-store.ts";

export type RefundParts = Pick<CheckoutParts, "database" | "gateway" | "objects" | "patience" | "report">;

/** @returns the refund as it stands afterwards. */
export async function driveRefund(parts: RefundParts, refund: RefundRecord): Promise<RefundRecord> {
  if (refund.state === "pending") await driveMoney(parts, refund);
  const now = (await refundById(parts.database, refund.id)) ?? refund;
  const isOnItsWay = now.state === "settled" || (now.state === "pending" && now.providerRefundId !== null);
  if (!isOnItsWay || !now.releaseSeats || now.seatsReleasedAt !== null) return now;
  await driveSeats(parts, now);
  return (await refundById(parts.database, refund.id)) ?? now;
}

async function driveMoney(parts: RefundParts, refund: RefundRecord): Promise<void> {
  const { gateway, patience, database } = parts;
  const { id, paymentId, amountMinor, providerRefundId } = refund;
  if (providerRefundId === null) {
    const request = { idempotencyKey: `refund:${id}`, paymentId, amountMinor, refundId: id };
    const answer = await repeat(patience, () => gateway.refund(request));
    if (answer.kind === "refund") return note(parts, refund, answer.refund);
    if (answer.kind === "refused") return failRefund(database, refund, `${answer.code}: ${answer.message}`);
  }
  const listed = await repeat(patience, () => gateway.refundsOf(paymentId));
  if (listed.kind !== "refunds") return;
  const found = listed.refunds.find((candidate) => candidate.id === providerRefundId || candidate.refundId === id);
  if (found !== undefined) await note(parts, refund, found);
}

/** Takes over how the provider says that a refund stands. */
export async function note(parts: RefundParts, refund: RefundRecord, told: ProviderRefund): Promise<void> {
  const { database, report } = parts;
  switch (told.status) {
    case "pending":
      return acknowledgeRefund(database, refund, told.id);
    case "succeeded":
      return settleRefund(database, refund, told.id);
    case "failed":
      report("a refund failed", { refundId: refund.id, paymentId: refund.paymentId });
      return failRefund(database, refund, "the provider says that it failed");
    default:
      return told.status satisfies never;
  }
}

async function driveSeats(parts: RefundParts, refund: RefundRecord): Promise<void> {
  const { orderId, eventId, id: refundRef, seatIds } = refund;
  if (orderId === null) return;
  const which = seatIds === null ? {} : { seatIds };
  const revoked = await askSeats(parts.objects, eventId, (allocator) =>
    allocator.revoke({ orderId, refundRef, to: "free", ...which }),
  );
  await releaseSeats(parts.database, refund, revoked.kind === "revoked" ? revoked.seatIds : []);
}

/** Money that nobody can use goes back in full. @returns whether the provider has taken it on. */
export async function refundLateMoney(
  parts: RefundParts,
  paymentId: string,
  amountMinor: MinorUnits,
): Promise<"asked" | "unknown"> {
  const payment = await paymentById(parts.database, paymentId);
  if (payment === undefined) return "unknown";
  const id = await derivedId("late_refund", paymentId);
  if (amountMinor > 0) {
    await askRefund(parts.database, payment, {
      id,
      paymentId,
      fingerprint: "",
      amountMinor,
      reason: "the seats were not free any more",
      releaseSeats: false,
      requestedBy: "system",
    });
  }
  const refund = await refundById(parts.database, id);
  if (refund === undefined) return "unknown";
  const driven = await driveRefund(parts, refund);
  return driven.state === "settled" || driven.providerRefundId !== null ? "asked" : "unknown";
}
