/**
 * Branded types: a string or number that was checked once, at the border, and carries its role from then on.
 * Nothing here exists at run time.
 */

declare const role: unique symbol;

/** `Base` that has passed the check named `Role`. Only a parser or a documented constructor may mint one. */
export type Brand<Base, Role extends string> = Base & { readonly [role]: Role };

/** A point in time or a span, in whole milliseconds (points: since the Unix epoch). */
export type Millis = Brand<number, "Millis">;

/** Money in the smallest unit of its currency (cents for USD, yen for JPY, fils for KWD); always an integer. */
export type MinorUnits = Brand<number, "MinorUnits">;

/** Names milliseconds. The caller vouches that the number is finite. */
export function millis(value: number): Millis {
  return Math.trunc(value) as Millis;
}

/** Names an amount in minor units. The caller vouches that the number is an integer. */
export function minorUnits(value: number): MinorUnits {
  return value as MinorUnits;
}

export type EventId = Brand<string, "EventId">;
export type RoomId = Brand<string, "RoomId">;
export type VisitorId = Brand<string, "VisitorId">;
export type SessionId = Brand<string, "SessionId">;
/** The place in a queue (`queue-ticket+jwt`), not the ticket that opens the venue: that is a {@link PassId}. */
export type QueueTicketId = Brand<string, "QueueTicketId">;
export type ReservationId = Brand<string, "ReservationId">;
/** An order bears the id of the reservation that became it, so that a buyer has it even while the books are down. */
export type OrderId = ReservationId;
/** One admission to the venue: one seat of one order. */
export type PassId = Brand<string, "PassId">;
export type OrganizationId = Brand<string, "OrganizationId">;
export type VenueId = Brand<string, "VenueId">;
export type ChartId = Brand<string, "ChartId">;
/** The public id of a seat or of an area in a chart, for example `MT3-A-138`. */
export type SeatId = Brand<string, "SeatId">;
export type CategoryKey = Brand<string, "CategoryKey">;
/** ISO 4217, upper case, one of the currencies in `core/sale/money.ts`. */
export type CurrencyCode = Brand<string, "CurrencyCode">;
/** The queue number of a ticket: 0, 1, 2 … in the order of calling. */
export type QueueNumber = Brand<number, "QueueNumber">;
