/**
 * `POST /seats/commit`, as ordered: passed on to the office with what the door vouches for. After a sale the visit is
 * over and its slot goes back to the room. Who repeats the call after that (a lost answer, a second press) gets the
 * same answer (S8): the office then answers only what was sold already.
 */
import type { AdmissionClaims } from "../../core/contract/tokens.ts";
import { EVENTS, ROOM, SESSION, SESSION_ENDED, VISITOR } from "../../core/contract/headers.ts";
import { problem } from "../../core/contract/problem.ts";
import { BODY_BYTES_MAX } from "../../core/contract/body.ts";
import { roomOf } from "../../core/contract/objects.ts";
import { commitBody } from "../../core/contract/seats.ts";
import type { ReservationId } from "../../core/brand.ts";
import { eventOfReservation } from "../../core/sale/reservation-id.ts";
import { refuse } from "../answers/json.ts";
import { askAgain } from "../objects/ask-again.ts";
import { parseJson, readBounded } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import { presentedAdmissions } from "../tokens/presented.ts";
import { type Admitted, type Holder, holderOf } from "../visitors/holder.ts";
import { askOffice, FOR_BUYERS } from "./office.ts";

export async function commit(call: Call): Promise<Response> {
  const { request } = call;
  if (presentedAdmissions(request.headers).length === 0) return refuse(call, "admission_required");
  const read = await readBounded(request, BODY_BYTES_MAX);
  if (read.kind === "too_large") return refuse(call, "body_too_large");
  const body = parseJson(read.bytes, request.headers.get("content-type"), commitBody);
  if (!body.ok) return refuse(call, body.problem);
  const holder = await holderOfPurchase(call, body.value.reservationId);
  return holder.ok ? sendCommit(call, holder.admitted, read.bytes) : refuse(call, holder.why);
}

/** The visitor in whose room the reservation's event is, also when the visit has ended. */
export function holderOfPurchase(call: Call, reservationId: ReservationId): Promise<Holder> {
  return holderOf(
    call,
    (eventIds) => eventOfReservation(reservationId, eventIds),
    () => Promise.resolve(problem("not_found")),
  );
}

/** Sends a commit on, for the API and for the shop's pages. */
export async function sendCommit(call: Call, admitted: Admitted, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const { claims, ended } = admitted;
  const answer = await askOffice(call, FOR_BUYERS, {
    body,
    method: "POST",
    pathAndQuery: "/seats/commit",
    vouched: { ...vouchedFor(admitted), "content-type": "application/json" },
  });
  if (answer.status === 200 && !ended) call.waitUntil(endVisit(call, claims));
  return answer;
}

export function vouchedFor({ claims, room, ended }: Admitted): Record<string, string> {
  return {
    [VISITOR]: claims.visitorId,
    [SESSION]: claims.sessionId,
    [ROOM]: claims.roomId,
    [EVENTS]: room.status.eventIds.join(","),
    ...(ended ? { [SESSION_ENDED]: "1" } : {}),
  };
}

/** The visit is over with the sale. Should the room not answer, the slot comes back when the session expires. */
export async function endVisit(call: Call, { roomId, sessionId }: AdmissionClaims): Promise<void> {
  await askAgain(() => roomOf(call.door.env, roomId).end(sessionId, "bought"));
  call.door.rooms.close(roomId, sessionId, call.now());
}
