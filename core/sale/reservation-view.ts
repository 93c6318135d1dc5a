/**
 * A reservation as its holder may see it: names instead of numbers, the price by the list of the event, times on the
 * wall. A hold past its end is shown as expired, swept or not.
 */
import type { Millis } from "../brand.ts";
import { categoryOf, idOf, labelOf } from "../seating/seat-plan.ts";
import type { Places } from "./act.ts";
import type { Allocation } from "./allocation.ts";
import type { Money } from "./money.ts";
import type { Reservation, ReservedPlace } from "./outcomes.ts";
import { quote, type Quote } from "./price.ts";
import type { ReservationRecord } from "./reservation.ts";
import { saleTime, wallTime } from "./sale-clock.ts";

export function viewOf(allocation: Allocation, record: ReservationRecord, nowMs: Millis): Reservation {
  const { clock, terms } = allocation;
  const dead = record.state === "held" && saleTime(clock, nowMs) >= record.expiresAtSaleMs;
  return {
    reservationId: record.id,
    eventId: terms.eventId,
    holder: record.holder,
    state: dead ? "expired" : record.state,
    places: record.places.map((place) => placeView(allocation, place)),
    quote: quoteOf(allocation, record.places),
    heldAtMs: record.heldAtMs,
    expiresAtMs: wallTime(clock, record.expiresAtSaleMs, nowMs),
    extended: record.extended,
    clockStopped: clock.stopped !== undefined,
    attempt: record.attempt,
    ...(record.payment === undefined ? {} : { deadlineMs: record.payment.deadlineMs }),
    ...(record.paymentRef === undefined ? {} : { paymentRef: record.paymentRef }),
  };
}

export function priceOf(allocation: Allocation, places: Places): Money {
  return quoteOf(allocation, places).total;
}

function quoteOf({ plan, terms }: Allocation, places: Places): Quote {
  const total = quote(
    places.map((place) => categoryOf(plan, place)),
    terms.prices,
  );
  // Only places with a price are ever held, and prices stay while anybody holds one.
  if (total === undefined) throw new Error("a held place has no price");
  return total;
}

function placeView({ plan, terms }: Allocation, place: number): ReservedPlace {
  const category = categoryOf(plan, place);
  const price = terms.prices.priceByCategory[category];
  if (price === undefined) throw new Error(`place ${place} has no price`);
  return { seatId: idOf(plan, place), label: labelOf(plan, place), category, price };
}
