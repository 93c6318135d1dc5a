/**
 * What a buyer is told of a sale. It follows from the reservation alone, so that the answer is the same whether or not
 * the books have it (S8, S10).
 */
import type { OrderId } from "../../core/brand.ts";
import type { Reservation } from "../../core/contract/seat-allocator.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { toDecimal } from "../../core/sale/money.ts";
import { passesOf, referenceOf } from "../books/identity.ts";

/** @param url the order's page with the right to read it. */
export async function orderDocumentOf(
  { reservationId, eventId, quote, places }: Reservation,
  url: string,
): Promise<OrderDocument> {
  const passes = await passesOf(reservationId, places);
  return {
    orderId: reservationId,
    reference: await referenceOf(reservationId),
    reservationId,
    eventId,
    status: "paid",
    amount: { currency: quote.total.currency, value: toDecimal(quote.total) },
    tickets: passes.map(({ id, seatId, label }) => ({ ticketId: id, seatId, label })),
    url,
  };
}

/** The order's page. @param key see `order-access.ts`. */
export function orderUrl(publicUrl: string, orderId: OrderId, key: string): string {
  return `${publicUrl}/orders/${orderId}?key=${key}`;
}
