/**
 * The end of a sale: into the books, then the allocator is told that they have it, then the mail is due.
 *
 * In this order, because each step is the reason for the next: a sale that is not settled is sent again by the
 * allocator (docs/adr/0002), and a mail that was not enqueued is swept up from the books.
 */
import type { EventId, ReservationId } from "../../core/brand.ts";
import { BOOKINGS_MAX, book } from "../books/booking-store.ts";
import { bookingOf, type Booking, type Sale } from "../books/booking.ts";
import type { CheckoutParts } from "./parts.ts";
import { askSeats } from "./seats.ts";

/** @returns what the books have now. */
export async function bookSales(parts: CheckoutParts, sales: readonly Sale[]): Promise<Booking[]> {
  const bookings = await Promise.all(sales.map((sale) => bookingOf(sale, parts.nowMs())));
  const booked: Booking[] = [];
  for (let from = 0; from < bookings.length; from += BOOKINGS_MAX) {
    const page = bookings.slice(from, from + BOOKINGS_MAX);
    const known = new Set(await book(parts.database, page));
    for (const booking of page) {
      if (known.has(booking.orderId)) booked.push(booking);
      else parts.report("the catalogue does not know the event of a sale", { orderId: booking.orderId });
    }
  }
  return booked;
}

/** What follows from the books. Where it does not happen, it is made up for. */
export async function afterBooking(parts: CheckoutParts, booked: readonly Booking[]): Promise<void> {
  const byEvent = Map.groupBy(booked, (booking): EventId => booking.eventId);
  const settling = [...byEvent].map(async ([eventId, bookings]) => {
    const ids: ReservationId[] = bookings.map(({ orderId }) => orderId);
    await askSeats(parts.objects, eventId, (allocator) => allocator.settle(ids));
  });
  const mails = booked.filter(({ buyerEmail }) => buyerEmail !== null).map(({ confirmationId }) => confirmationId);
  const texts = booked.flatMap(({ confirmationSmsId }) => confirmationSmsId ?? []);
  const due = [...mails, ...texts].map((notificationId) => ({ notificationId }));
  const telling = due.length === 0 ? [] : [parts.enqueueMails(due)];
  await Promise.all([...settling, ...telling]);
}
