/**
 * Headers between the parts. The edge removes every one of them from what comes from outside, save the request id,
 * which it takes over when it is well-formed.
 */

/** In every answer, every log line and every call onward: 1 to 64 of `[A-Za-z0-9_-]`. */
export const REQUEST_ID = "foyer-request-id";

/** What the edge vouches for when it passes a buyer's call on to the origin. */
export const VISITOR = "foyer-visitor";
export const SESSION = "foyer-session";
export const ROOM = "foyer-room";
/** Comma-separated ids of the events behind the room. */
export const EVENTS = "foyer-events";
/** `1` when the session has ended: only what was sold already may be answered again. */
export const SESSION_ENDED = "foyer-session-ended";
/** The visitor's address as Cloudflare saw it. */
export const CLIENT_ADDRESS = "foyer-client-address";

export const INTERNAL_HEADERS = [VISITOR, SESSION, ROOM, EVENTS, SESSION_ENDED, CLIENT_ADDRESS] as const;

/** The key of an order's link, for apps that would rather not put it in an address. */
export const ORDER_KEY = "foyer-order-key";

const WELL_FORMED = /^[A-Za-z0-9_-]{1,64}$/u;

/** The caller's request id when it is well-formed, else `fresh()`. */
export function requestIdFrom(header: string | null | undefined, fresh: () => string): string {
  return header !== null && header !== undefined && WELL_FORMED.test(header) ? header : fresh();
}
