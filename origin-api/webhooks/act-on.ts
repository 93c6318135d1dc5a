/**
 * Acts on what a webhook told: asks how things stand and drives on. Repeatable, in any order.
 */
import { eventOfReservation } from "../../core/sale/reservation-id.ts";
import { recordDispute } from "../books/dispute-store.ts";
import { derivedId } from "../books/identity.ts";
import { paymentById } from "../books/payment-queries.ts";
import { askRefund, refundById, refundsOfPayment } from "../books/refund-store.ts";
import { driveRefund, note } from "../books/refunding.ts";
import { drive } from "../checkout/drive.ts";
import { afterBooking, bookSales } from "../checkout/finish.ts";
import type { CheckoutParts } from "../checkout/parts.ts";
import type { ProviderRefund } from "../payments/payment.ts";
import { repeat } from "../payments/repeat.ts";
import type { InboxEntry, Verdict } from "./inbox-store.ts";
import { isAboutPayment, isAboutRefund } from "./told-event.ts";

const PROCESSED: Verdict = { state: "processed" };

/** @throws when a part does not answer; then it is tried again. */
export async function actOn(parts: CheckoutParts, entry: InboxEntry): Promise<Verdict> {
  if (isAboutPayment(entry.type)) return actOnPayment(parts, entry.objectId);
  if (entry.paymentId === null) return { state: "unknown", why: "it names no payment" };
  if (isAboutRefund(entry.type)) return actOnRefund(parts, entry.paymentId, entry.objectId);
  return actOnDispute(parts, entry.paymentId, entry);
}

async function actOnPayment(parts: CheckoutParts, paymentId: string): Promise<Verdict> {
  const answer = await repeat(parts.patience, () => parts.gateway.read(paymentId));
  if (answer.kind === "refused") return { state: "unknown", why: answer.message };
  if (answer.kind !== "payment") return { state: "again", why: "the provider does not answer" };
  const { payment } = answer;
  const { reservationId, eventId } = payment;
  if (reservationId === undefined || eventId === undefined)
    return { state: "unknown", why: "it is for no reservation" };
  if (eventOfReservation(reservationId, [eventId]) === undefined) {
    return { state: "unknown", why: "its reservation is not of its event" };
  }
  const driven = await drive(parts, { eventId, reservationId, payment });
  switch (driven.kind) {
    case "sold":
      await afterBooking(parts, await bookSales(parts, [driven.sale]));
      return PROCESSED;
    case "unknown":
      return { state: "again", why: driven.why };
    case "no_such_reservation":
      return { state: "unknown", why: "nobody knows its reservation" };
    case "action":
    case "not_sold":
      return PROCESSED;
    default:
      return driven satisfies never;
  }
}

async function actOnRefund(parts: CheckoutParts, paymentId: string, providerRefundId: string): Promise<Verdict> {
  const payment = await paymentById(parts.database, paymentId);
  if (payment === undefined) return { state: "again", why: "the books do not have its payment" };
  const listed = await repeat(parts.patience, () => parts.gateway.refundsOf(paymentId));
  if (listed.kind !== "refunds") return { state: "again", why: "the provider does not answer" };
  const told = listed.refunds.find(({ id }) => id === providerRefundId);
  if (told === undefined) return { state: "unknown", why: "the provider does not know it any more" };
  const known = await refundsOfPayment(parts.database, paymentId);
  const ours = known.find(({ id, providerRefundId: provider }) => id === told.refundId || provider === told.id);
  const refund = ours ?? (await adopt(parts, payment, told));
  if (refund === undefined) return { state: "again", why: "it is more than what is left of its payment" };
  await note(parts, refund, told);
  const after = await refundById(parts.database, refund.id);
  if (after !== undefined) await driveRefund(parts, after);
  return PROCESSED;
}

/** A refund that somebody made at the provider's own desk: it happened, so the books have to have it. */
async function adopt(
  parts: CheckoutParts,
  payment: NonNullable<Awaited<ReturnType<typeof paymentById>>>,
  told: ProviderRefund,
): Promise<Awaited<ReturnType<typeof refundById>>> {
  const id = await derivedId("provider_refund", told.id);
  await askRefund(parts.database, payment, {
    id,
    paymentId: payment.id,
    fingerprint: "",
    amountMinor: told.amountMinor,
    reason: "made at the payment provider",
    releaseSeats: false,
    requestedBy: "provider",
    providerRefundId: told.id,
  });
  return refundById(parts.database, id);
}

async function actOnDispute(parts: CheckoutParts, paymentId: string, entry: InboxEntry): Promise<Verdict> {
  const payment = await paymentById(parts.database, paymentId);
  if (payment === undefined) return { state: "again", why: "the books do not have its payment" };
  if (entry.facts === null) return { state: "unknown", why: "it says nothing" };
  await recordDispute(parts.database, payment, { id: entry.objectId, ...entry.facts });
  parts.report("a payment is disputed", { paymentId, disputeId: entry.objectId, state: entry.facts.state });
  return PROCESSED;
}
