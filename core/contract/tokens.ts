/**
 * The signed things that a visitor holds. Each kind has its own key, `typ` and `aud`, and is refused everywhere else.
 */
import type { QueueNumber, QueueTicketId, RoomId, SessionId, VisitorId } from "../brand.ts";

/** A place in a queue. JWT, HS256, no `exp`: a place survives a closed laptop. */
export interface TicketClaims {
  readonly ticketId: QueueTicketId;
  readonly visitorId: VisitorId;
  readonly roomId: RoomId;
  readonly number: QueueNumber;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

/** The right to be inside. JWT, EdDSA, `aud` = room, `sub` = visitor, `sid` = session, `exp` ≤ session duration. */
export interface AdmissionClaims {
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export const TOKEN_TYPES = {
  ticket: "queue-ticket+jwt",
  admission: "admission+jwt",
  /** The right to read one order: HS256, `aud` = `order`, `sub` = order, no `exp`; stands in the link of the mail. */
  orderAccess: "order-access+jwt",
  /** The right to see all orders of an address: HS256, `aud` = `my-orders`, `sub` = address, 30 minutes. */
  ordersLink: "orders-link+jwt",
  /** What the code of a ticket says, see `door.ts`: EdDSA, `aud` = event, `sub` = pass, no `exp`. */
  pass: "pass+jwt",
  /** The right of whoever reads a mailbox: HS256, `aud` = what for, `sub` = the address, no `exp`; stands in mails. */
  notice: "notice+jwt",
  /** A page of the list that gates keep, see `door.ts`: EdDSA with the same key, `aud` = event. */
  doorList: "door-list+jwt",
} as const;

/** Cookies of a room; both are `__Host-`, HttpOnly, Secure, SameSite=Lax. */
export const COOKIES = {
  ticket: (roomId: RoomId): string => `__Host-foyer-ticket-${roomId}`,
  admission: (roomId: RoomId): string => `__Host-foyer-admission-${roomId}`,
} as const;

/** Headers that apps may send the same tokens in. */
export const TOKEN_HEADERS = { ticket: "foyer-ticket", admission: "foyer-admission" } as const;
