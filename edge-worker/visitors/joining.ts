/**
 * Taking a place in a queue: the shield of the address block, the room's next number, the signed ticket.
 */
import type { QueueTicketId, VisitorId } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import type { TicketClaims } from "../../core/contract/tokens.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { limitReached } from "../gate/address-limit.ts";
import type { Call } from "../requests/call.ts";
import { signTicket } from "../tokens/ticket.ts";
import type { RoomView } from "../views/room-views.ts";

export type Joined =
  | { readonly ok: true; readonly ticket: string; readonly claims: TicketClaims; readonly status: RoomStatus }
  | { readonly ok: false; readonly why: Problem };

/**
 * @param visitorId of a visitor who was here before and keeps that name, so that limits per buyer hold over visits.
 */
export async function join(call: Call, room: RoomView, visitorId?: VisitorId): Promise<Joined> {
  const { roomId, addressLimit } = room.status;
  const { door } = call;
  const keys = await door.keys(); // before a number is taken that nobody could sign
  if (await limitReached(door.env, addressLimit, call.clientAddress, "places")) {
    return { ok: false, why: problem("rate_limited", { retryAfterSeconds: ADDRESS_RETRY_SECONDS }) };
  }
  const ticketId = crypto.randomUUID() as QueueTicketId;
  const visitor = visitorId ?? (crypto.randomUUID() as VisitorId);
  const outcome = await door.joins.ask(roomId, undefined, call);
  if (outcome.kind === "refused") return { ok: false, why: problem(outcome.reason) };
  door.rooms.raise(roomId, outcome.status.servingCounter, call.now());
  const issuedAt = Math.floor(call.now() / 1000);
  const claims: TicketClaims = { ticketId, visitorId: visitor, roomId, number: outcome.number, issuedAt };
  return { ok: true, ticket: signTicket(claims, keys), claims, status: outcome.status };
}

/** The limiters count per minute; half of that is a fair guess of when there is room again. */
const ADDRESS_RETRY_SECONDS = 30;
