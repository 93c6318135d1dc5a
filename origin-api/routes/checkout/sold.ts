/**
 * From a sale that is paid to the buyer's answer. The books are waited for, so that whoever asks next finds the order,
 * and so that a crowd is not let in faster than the books can follow; but not for long: an order is made when seats and
 * money are, and one that the books do not have yet is brought to them by the allocator's reminder (S10).
 */
import type { Context } from "hono";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import type { Sale } from "../../books/booking.ts";
import { afterBooking, bookSales } from "../../checkout/finish.ts";
import { signOrderAccess } from "../../checkout/order-access.ts";
import { orderDocumentOf, orderUrl } from "../../checkout/order-document.ts";
import { FIRST_LINK_EDITION } from "../../checkout/order-right.ts";
import type { CheckoutParts } from "../../checkout/parts.ts";
import { within } from "../../checkout/within.ts";
import type { PassKeys } from "../../door/pass-keys.ts";
import { gistOf } from "../../fault-gist.ts";

/** A healthy booking takes some milliseconds. */
const BOOKS_PATIENCE_MS = 1_000;

/** Books a sale, and what follows after the answer. */
export async function intoTheBooks(context: Context, parts: CheckoutParts, sale: Sale): Promise<void> {
  const { reservationId } = sale.reservation;
  const booking = bookSales(parts, [sale]);
  const whole = booking
    .then((booked) => parts.aftermath.follow(booked, parts.patience, (page) => afterBooking(parts, page)))
    .catch((error: unknown) => parts.report("a sale is not booked yet", { reservationId, error: gistOf(error) }));
  context.executionCtx.waitUntil(whole);
  await within(BOOKS_PATIENCE_MS, booking.then(noted, noted));
}

function noted(): void {}

/** @param keys where the tickets' codes are wanted: never while somebody waits for a payment. */
export async function orderAnswer(
  parts: CheckoutParts,
  reservation: Reservation,
  keys?: PassKeys,
): Promise<OrderDocument> {
  return orderDocumentOf(reservation, await orderPage(parts, reservation), keys);
}

export async function orderPage(
  parts: CheckoutParts,
  { reservationId, eventId }: Pick<Reservation, "reservationId" | "eventId">,
): Promise<string> {
  const access = { orderId: reservationId, eventId, linkEdition: FIRST_LINK_EDITION };
  const key = await signOrderAccess(access, parts.orderAccessKey);
  return orderUrl(parts.publicUrl, reservationId, key);
}
