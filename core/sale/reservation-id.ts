/**
 * How a reservation's id tells whose event it belongs to, so that a commit that names only the reservation
 * finds its allocator without a lookup table. The last twelve hex digits of a reservation are its event's.
 *
 * The 74 bits before them are random; what protects a reservation is its holder, not that its id is secret.
 */
import type { EventId, ReservationId } from "../brand.ts";

const TAG_LENGTH = 12;

/** The part of an event's id that its reservations carry. */
export function eventTag(eventId: EventId): string {
  return eventId.slice(-TAG_LENGTH);
}

/**
 * Makes the id of a new reservation of `eventId`.
 *
 * @param random a random UUID (version 4), from the platform.
 */
export function reservationIdFor(eventId: EventId, random: string): ReservationId {
  return `${random.slice(0, 14)}8${random.slice(15, -TAG_LENGTH)}${eventTag(eventId)}` as ReservationId;
}

/** The event of `candidates` that a reservation belongs to, or `undefined` when it is none of them. */
export function eventOfReservation(reservationId: ReservationId, candidates: readonly EventId[]): EventId | undefined {
  return candidates.find((eventId) => reservationId.endsWith(eventTag(eventId)));
}
