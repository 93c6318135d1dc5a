/**
 * The place in a queue as a signed token: JWT, HS256, `typ: queue-ticket+jwt`. It has no `exp`, because a place must
 * survive a closed laptop (W6); whether its turn is past is for the room to say.
 */
import { errors, jwtVerify } from "jose";
import type { QueueNumber, QueueTicketId, RoomId, VisitorId } from "../../core/brand.ts";
import { TOKEN_TYPES, type TicketClaims } from "../../core/contract/tokens.ts";
import type { Keys } from "./keys.ts";
import { isUuid, TOKEN_LENGTH_MAX } from "./shape.ts";

/** Apart from the admission's audience, which is the bare room, so that neither passes for the other. */
function audience(roomId: RoomId): string {
  return `queue:${roomId}`;
}

export function signTicket(claims: TicketClaims, keys: Keys): string {
  const { ticketId, visitorId, roomId, number, issuedAt } = claims;
  return keys.ticket.sign({ num: number, aud: audience(roomId), sub: visitorId, jti: ticketId, iat: issuedAt });
}

/** @returns what the ticket says, or `undefined` when it is not one of ours for this room. */
export async function verifyTicket(token: string, roomId: RoomId, keys: Keys): Promise<TicketClaims | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  try {
    const { payload } = await jwtVerify(token, keys.ticket.verifying, {
      algorithms: ["HS256"],
      typ: TOKEN_TYPES.ticket,
      audience: audience(roomId),
    });
    const { sub, jti, num, iat } = payload;
    if (!isUuid(sub) || !isUuid(jti) || iat === undefined || !Number.isSafeInteger(num)) return undefined;
    return {
      ticketId: jti as QueueTicketId,
      visitorId: sub as VisitorId,
      roomId,
      number: num as QueueNumber,
      issuedAt: iat,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
