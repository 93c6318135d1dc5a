/**
 * Reads orders: whether the books have one, and everything about one.
 */
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { minorUnits, type OrderId } from "../../core/brand.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { toDecimal } from "../../core/sale/money.ts";
import { withCode, type PassKeys } from "../door/pass-keys.ts";
import type { Database } from "../db/client.ts";
import { orders, passes } from "../db/schema/orders.ts";
import { payments, refunds } from "../db/schema/payments.ts";
import { passNumberOf } from "./identity.ts";

export async function isBooked(database: Database, orderId: OrderId): Promise<boolean> {
  const rows = await database.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).limit(1);
  return rows.length > 0;
}

/** Which of these the books have. */
export async function bookedAmong(database: Database, orderIds: readonly OrderId[]): Promise<Set<OrderId>> {
  if (orderIds.length === 0) return new Set();
  const rows = await database
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.id, [...orderIds]));
  return new Set(rows.map(({ id }) => id));
}

/**
 * The order as its buyer sees it.
 *
 * @param url its page, with the right to read it.
 * @param keys sign the codes of its tickets. Those whose seats were given back are not shown, and have no code.
 */
export async function orderOfBuyer(
  database: Database,
  orderId: OrderId,
  url: string,
  keys: PassKeys,
): Promise<OrderDocument | undefined> {
  const order = database.select().from(orders).where(eq(orders.id, orderId)).limit(1);
  const refunded = database
    .select({ minor: sql<string>`coalesce(sum(${refunds.amountMinor}), 0)` })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(and(eq(payments.orderId, orderId), ne(refunds.state, "failed")));
  const valid = database
    .select()
    .from(passes)
    .where(and(eq(passes.orderId, orderId), isNull(passes.voidedAt)))
    .orderBy(passes.position);
  const [[found], [returned], tickets] = await database.batch([order, refunded, valid]);
  if (found === undefined) return undefined;
  const { currency, totalMinor, reference, eventId } = found;
  return {
    orderId,
    reference,
    reservationId: orderId,
    eventId,
    status: orderStatus(totalMinor, Number(returned?.minor ?? 0)),
    amount: { currency, value: toDecimal({ currency, minor: minorUnits(totalMinor) }) },
    tickets: await Promise.all(
      tickets.map(({ id, seatId, label, position, edition }) => {
        const number = passNumberOf(reference, position);
        return withCode(keys, { eventId, edition }, { ticketId: id, seatId, label, number });
      }),
    ),
    url,
  };
}

/** @param refundedMinor settled and pending. */
export function orderStatus(totalMinor: number, refundedMinor: number): OrderDocument["status"] {
  if (refundedMinor === 0) return "paid";
  return refundedMinor >= totalMinor ? "refunded" : "partially_refunded";
}
