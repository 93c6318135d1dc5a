/** Whether the books have an order, and in which state one is. */
import { eq, inArray } from "drizzle-orm";
import type { OrderId } from "../../core/brand.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import type { Database } from "../db/client.ts";
import { orders } from "../db/schema/orders.ts";

export async function isBooked(database: Database, orderId: OrderId): Promise<boolean> {
  const rows = await database.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).limit(1);
  return rows.length > 0;
}

/** Whether the order has gone to another address since its link was sent. */
export async function isOutdatedLink(
  database: Database,
  { orderId, linkEdition }: { readonly orderId: OrderId; readonly linkEdition: number },
): Promise<boolean> {
  const rows = await database.select({ now: orders.linkEdition }).from(orders).where(eq(orders.id, orderId)).limit(1);
  return rows.some(({ now }) => now !== linkEdition);
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

/** @param refundedMinor settled and pending. */
export function orderStatus(totalMinor: number, refundedMinor: number): OrderDocument["status"] {
  if (refundedMinor === 0) return "paid";
  return refundedMinor >= totalMinor ? "refunded" : "partially_refunded";
}
