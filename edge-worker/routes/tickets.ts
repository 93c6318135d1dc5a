/**
 * `POST /rooms/{roomId}/tickets`: 201 with a new place, or 200 with the place that the caller shows.
 */
import { z } from "zod";
import type { TicketClaims } from "../../core/contract/tokens.ts";
import type { PlaceDocument } from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { json, refuse } from "../answers/json.ts";
import { standingOf } from "../gate/standing.ts";
import { readJson } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import { presentedTicket, ticketCookie } from "../tokens/presented.ts";
import { verifyTicket } from "../tokens/ticket.ts";
import { join } from "../visitors/joining.ts";

/** Nothing is asked of anybody who joins. */
const joinBody = z.strictObject({});

export async function takeTicket(call: Call): Promise<Response> {
  const { request, roomId, door } = call;
  const room = await door.rooms.forTelling(roomId, call);
  if (room === undefined) return refuse(call, "not_found");
  if (request.headers.get("content-length") !== "0" && request.body !== null) {
    const body = await readJson(request, joinBody);
    if (!body.ok) return refuse(call, body.problem);
  }
  const shown = presentedTicket(request.headers, roomId);
  if (shown !== undefined) {
    const claims = await verifyTicket(shown, roomId, await door.keys());
    if (claims === undefined) return refuse(call, "token_invalid");
    return json(call, 200, placeDocumentOf(shown, claims, room.status));
  }
  const joined = await join(call, room);
  if (!joined.ok) return refuse(call, joined.why);
  const { ticket, claims, status } = joined;
  return json(call, 201, placeDocumentOf(ticket, claims, status), {
    "set-cookie": ticketCookie(roomId, ticket),
  });
}

export function placeDocumentOf(ticket: string, claims: TicketClaims, status: RoomStatus): PlaceDocument {
  const { roomId, number } = claims;
  return { ticket, roomId, number, ...standingOf(number, status), phase: status.phase };
}
