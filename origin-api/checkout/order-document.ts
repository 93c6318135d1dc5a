/**
 * What a buyer is told of a sale. It follows from the reservation alone, so that the answer is the same whether or not
 * the books have it (S8, S10).
 */
import type { OrderId } from "../../core/brand.ts";
import type { Reservation } from "../../core/contract/seat-allocator.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { toDecimal } from "../../core/sale/money.ts";
import { passesOf, passNumberOf, referenceOf } from "../books/identity.ts";
import { FIRST_EDITION, withCode, type PassKeys } from "../door/pass-keys.ts";

/**
 * @param url the order's page with the right to read it.
 * @param keys sign the codes of the tickets; without them there are none.
 */
export async function orderDocumentOf(
  { reservationId, eventId, quote, places }: Reservation,
  url: string,
  keys?: PassKeys,
): Promise<OrderDocument> {
  const passes = await passesOf(reservationId, places);
  const reference = await referenceOf(reservationId);
  const tickets = passes.map(({ id, seatId, label, position }) => ({
    ticketId: id,
    seatId,
    label,
    number: passNumberOf(reference, position),
  }));
  return {
    orderId: reservationId,
    reference,
    reservationId,
    eventId,
    status: "paid",
    amount: { currency: quote.total.currency, value: toDecimal(quote.total) },
    tickets:
      keys === undefined
        ? tickets
        : await Promise.all(tickets.map((ticket) => withCode(keys, { eventId, edition: FIRST_EDITION }, ticket))),
    url,
  };
}

/** The order's page. @param key see `order-access.ts`. */
export function orderUrl(publicUrl: string, orderId: OrderId, key: string): string {
  return `${publicUrl}/orders/${orderId}?key=${key}`;
}
