/** One order with all that it is, for whoever is on the phone with its buyer. What happened to it: `story/`. */
import { eq } from "drizzle-orm";
import { minorUnits, type OrderId, type OrganizationId } from "../../core/brand.ts";
import type { OfficeOrderDocument, RefundDocument } from "../../core/contract/organizer/orders.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { scansOfPasses } from "../door/order-scan-queries.ts";
import { orderItems, orders, passes } from "../db/schema/orders.ts";
import { disputes } from "../db/schema/payments.ts";
import { mailsOfOrder } from "../notifications/mail-queries.ts";
import { refundRequestsOfOrder } from "./buyer-request-queries.ts";
import { passNumberOf } from "./identity.ts";
import { orderSummaryOf } from "./office-order-queries.ts";
import { paymentOfOrder } from "./payment-queries.ts";
import { refundsOfPayment, type RefundRecord } from "./refund-store.ts";

export async function officeOrder(
  database: Database,
  organizationId: OrganizationId,
  orderId: OrderId,
): Promise<OfficeOrderDocument | undefined> {
  const [summary, payment] = await Promise.all([
    orderSummaryOf(database, organizationId, orderId),
    paymentOfOrder(database, organizationId, orderId),
  ]);
  if (summary === undefined) return undefined;
  const { currency } = summary.amount;
  const money = (minor: number): OfficeOrderDocument["amount"] => ({
    currency,
    value: toDecimal({ currency, minor: minorUnits(minor) }),
  });
  const paymentId = payment?.id ?? "";
  const [[sums], items, tickets, disputed] = await database.batch([
    database.select({ fees: orders.feesMinor, tax: orders.taxMinor }).from(orders).where(eq(orders.id, orderId)),
    database.select().from(orderItems).where(eq(orderItems.orderId, orderId)).orderBy(orderItems.position),
    database.select().from(passes).where(eq(passes.orderId, orderId)).orderBy(passes.position),
    database.select().from(disputes).where(eq(disputes.paymentId, paymentId)).orderBy(disputes.openedAt),
  ]);
  const [scans, refunds, requests, mails] = await Promise.all([
    scansOfPasses(
      database,
      summary.eventId,
      tickets.map(({ id }) => id),
    ),
    refundsOfPayment(database, paymentId),
    refundRequestsOfOrder(database, orderId),
    mailsOfOrder(database, organizationId, orderId),
  ]);
  return {
    ...summary,
    fees: money(sums?.fees ?? 0),
    tax: money(sums?.tax ?? 0),
    refundable: money(payment === undefined || payment.isDisputed ? 0 : payment.capturedMinor - payment.refundedMinor),
    items: items.map(({ kind, category, quantity, unitMinor, totalMinor }) => ({
      kind,
      category,
      quantity,
      unit: money(unitMinor),
      total: money(totalMinor),
    })),
    tickets: tickets.map(({ id, seatId, label, position, priceMinor, voidedAt }) => ({
      ticketId: id,
      seatId,
      label,
      number: passNumberOf(summary.reference, position),
      price: money(priceMinor),
      voidedAt: voidedAt?.toISOString() ?? null,
      scans: [...(scans.get(id) ?? [])],
    })),
    payments:
      payment === undefined
        ? []
        : [
            {
              paymentId: payment.id,
              reservationId: payment.reservationId,
              attempt: payment.attempt,
              captured: money(payment.capturedMinor),
            },
          ],
    refunds: refunds.map((refund) => refundDocumentOf(refund, orderId)),
    refundRequests: requests,
    disputes: disputed.map(({ id, amountMinor, reason, state, openedAt, closedAt }) => ({
      disputeId: id,
      amount: money(amountMinor),
      reason,
      state,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    })),
    mails,
  };
}

export function refundDocumentOf(refund: RefundRecord, orderId: OrderId): RefundDocument {
  const { currency, amountMinor } = refund;
  return {
    refundId: refund.id,
    orderId,
    amount: { currency, value: toDecimal({ currency, minor: amountMinor }) },
    state: refund.state,
    reason: refund.reason,
    releaseSeats: refund.releaseSeats,
    seatsReleasedAt: refund.seatsReleasedAt,
    requestedBy: refund.requestedBy,
    requestedAt: refund.requestedAt,
    settledAt: refund.settledAt,
    failure: refund.failure,
  };
}
