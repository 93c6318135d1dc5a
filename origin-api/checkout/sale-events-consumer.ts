/**
 * `sale-events`: sales that the allocator has made and the books have not acknowledged. Drives each to its end, and
 * books all that are there with one statement.
 *
 * A sale that cannot be finished now is not retried by the queue: the allocator's alarm sends it again until it is
 * settled (docs/adr/0002), so that an outage fills no dead-letter queue.
 */
import { saleEvent, type SaleEvent } from "../../core/contract/messages.ts";
import type { Sale } from "../books/booking.ts";
import { bookedAmong } from "../books/order-queries.ts";
import type { Env } from "../env.ts";
import { gistOf } from "../fault-gist.ts";
import type { QueueBatch } from "../queue-batch.ts";
import { drive } from "./drive.ts";
import { afterBooking, bookSales } from "./finish.ts";
import { checkoutPartsOf, type CheckoutParts } from "./parts.ts";
import { askSeats } from "./seats.ts";

/** Six outgoing connections are what a Worker has; a drive needs one at a time. */
const DRIVES_AT_ONCE = 5;

export async function consumeSaleEvents(batch: QueueBatch, env: Env): Promise<void> {
  const parts = checkoutPartsOf(env);
  const events = batch.messages.flatMap(({ body }) => {
    const parsed = saleEvent.safeParse(body);
    if (!parsed.success) parts.report("a message of sale-events is not understood", {});
    return parsed.success ? [parsed.data] : [];
  });
  await finishSold(parts, events);
}

/** Finishes what can be finished now. */
export async function finishSold(parts: CheckoutParts, events: readonly SaleEvent[]): Promise<void> {
  const distinct = [...new Map(events.map((event) => [event.reservationId, event])).values()];
  const open = await settleBooked(parts, distinct);
  const sales: Sale[] = [];
  for (let from = 0; from < open.length; from += DRIVES_AT_ONCE) {
    const driven = await Promise.all(open.slice(from, from + DRIVES_AT_ONCE).map((event) => driveOne(parts, event)));
    sales.push(...driven.flatMap((sale) => (sale === undefined ? [] : [sale])));
  }
  if (sales.length === 0) return;
  try {
    await afterBooking(parts, await bookSales(parts, sales));
  } catch (error) {
    parts.report("sales could not be booked", { sales: sales.length, error: gistOf(error) });
  }
}

/** Only the acknowledgement was lost, or is late: nobody needs to be asked. @returns the sales that are not booked. */
async function settleBooked(parts: CheckoutParts, events: readonly SaleEvent[]): Promise<readonly SaleEvent[]> {
  try {
    const ids = events.map(({ reservationId }) => reservationId);
    const booked = await bookedAmong(parts.database, ids);
    const known = events.filter(({ reservationId }) => booked.has(reservationId));
    for (const [eventId, sold] of Map.groupBy(known, (event) => event.eventId)) {
      const settled = sold.map(({ reservationId }) => reservationId);
      await askSeats(parts.objects, eventId, (allocator) => allocator.settle(settled));
    }
    return events.filter(({ reservationId }) => !booked.has(reservationId));
  } catch (error) {
    parts.report("the books do not say what they have", { error: gistOf(error) });
    return events; // the money can still be taken
  }
}

async function driveOne(parts: CheckoutParts, event: SaleEvent): Promise<Sale | undefined> {
  const { eventId, reservationId } = event;
  try {
    const driven = await drive(parts, { eventId, reservationId });
    // sold, and given back before anybody told the allocator that the books had it
    const isOver = driven.kind === "not_sold" && driven.reservation.state === "revoked";
    if (isOver) await askSeats(parts.objects, eventId, (allocator) => allocator.settle([reservationId]));
    return driven.kind === "sold" ? driven.sale : undefined;
  } catch (error) {
    parts.report("a sale could not be driven on", { eventId, reservationId, error: gistOf(error) });
    return undefined;
  }
}
