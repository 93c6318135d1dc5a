/**
 * Taking a place in a queue: the shield of the address block, the room's next number, the signed ticket.
 */
import type { QueueNumber, QueueTicketId, RoomId, VisitorId } from "../../core/brand.ts";
import { roomOf, type ObjectBindings } from "../../core/contract/objects.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { JOINED_AT_ONCE_MAX, type JoinOutcome } from "../../core/contract/waiting-room.ts";
import type { TicketClaims } from "../../core/contract/tokens.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { limitReached } from "../gate/address-limit.ts";
import { GatheredCalls } from "../objects/gathered.ts";
import type { Call } from "../requests/call.ts";
import { signTicket } from "../tokens/ticket.ts";
import type { RoomView } from "../views/room-views.ts";

export type Joined =
  | { readonly ok: true; readonly ticket: string; readonly claims: TicketClaims; readonly status: RoomStatus }
  | { readonly ok: false; readonly why: Problem };

/** What one of those who joined together got. */
type Place =
  | { readonly kind: "issued"; readonly number: QueueNumber; readonly status: RoomStatus }
  | Extract<JoinOutcome, { kind: "refused" }>;

/** The joins of this isolate: those who come within a moment are numbered by one call, in the order of arrival (W5). */
export function gatheredJoins(bindings: ObjectBindings): GatheredCalls<undefined, Place> {
  return new GatheredCalls(JOINED_AT_ONCE_MAX, async (roomId, { length }) => {
    const outcome = await roomOf(bindings, roomId as RoomId).join(length);
    return Array.from({ length }, (_, index): Place => {
      if (outcome.kind === "refused") return outcome;
      return { kind: "issued", number: (outcome.first + index) as QueueNumber, status: outcome.status };
    });
  });
}

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
