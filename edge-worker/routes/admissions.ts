/**
 * `POST /rooms/{roomId}/admissions`, `…/renew`, `DELETE …/current`: through the door, a longer visit, back out.
 */
import { problem, type Problem } from "../../core/contract/problem.ts";
import type { AdmissionClaims } from "../../core/contract/tokens.ts";
import { roomOf } from "../../core/contract/objects.ts";
import type { AdmissionDocument, Session } from "../../core/contract/waiting-room.ts";
import { json, noContent, refuse } from "../answers/json.ts";
import { askAgain } from "../objects/ask-again.ts";
import type { Call } from "../requests/call.ts";
import { signAdmission } from "../tokens/admission.ts";
import { admissionCookie, presentedAdmission, presentedTicket, clearedAdmissionCookie } from "../tokens/presented.ts";
import { verifyTicket } from "../tokens/ticket.ts";
import type { RoomView } from "../views/room-views.ts";
import { claim } from "../visitors/claiming.ts";
import { genuineAdmission } from "../visitors/holder.ts";

/** 201 with an admission, 200 with the same one again. */
export async function enter(call: Call): Promise<Response> {
  const { request, roomId, door } = call;
  const room = await door.rooms.forTelling(roomId, call);
  if (room === undefined) return refuse(call, "not_found");
  const shown = presentedTicket(request.headers, roomId);
  if (shown === undefined) return refuse(call, problem("token_invalid", { detail: "No ticket was shown." }));
  const ticket = await verifyTicket(shown, roomId, await door.keys());
  if (ticket === undefined) return refuse(call, "token_invalid");
  const claimed = await claim(call, ticket, room);
  if (claimed.kind !== "admitted") return refuse(call, claimed.why);
  return admission(call, claimed.again ? 200 : 201, claimed.admission, claimed.session, room);
}

/** Extends the visit, once. */
export async function renew(call: Call): Promise<Response> {
  const visit = await visitOf(call);
  if (!visit.ok) return refuse(call, visit.why);
  const outcome = await roomOf(call.door.env, call.roomId).renew(visit.claims.sessionId);
  if (outcome.kind === "refused") return refuse(call, outcome.reason);
  const token = await signAdmission(outcome.session, call.roomId, await call.door.keys());
  return admission(call, 200, token, outcome.session, visit.room);
}

/** Gives the slot back at once. */
export async function leave(call: Call): Promise<Response> {
  const visit = await visitOf(call);
  if (!visit.ok) return refuse(call, visit.why);
  const { sessionId } = visit.claims;
  await askAgain(() => roomOf(call.door.env, call.roomId).end(sessionId, "left"));
  call.door.rooms.close(call.roomId, sessionId, call.now());
  const answer = noContent(call);
  answer.headers.set("set-cookie", clearedAdmissionCookie(call.roomId));
  return answer;
}

type Visit =
  | { readonly ok: true; readonly claims: AdmissionClaims; readonly room: RoomView }
  | { readonly ok: false; readonly why: Problem };

/** The visit to the room of the path that the caller shows an admission for, if it has not ended. */
async function visitOf(call: Call): Promise<Visit> {
  const { roomId, door } = call;
  const shown = presentedAdmission(call.request.headers, roomId);
  if (shown === undefined) return { ok: false, why: problem("admission_required") };
  const claims = await genuineAdmission(call, shown);
  if (claims === undefined || claims.roomId !== roomId) return { ok: false, why: problem("token_invalid") };
  const room = await door.rooms.forLettingIn(roomId, call);
  if (room === undefined) return { ok: false, why: problem("not_found") };
  if (room.ended.has(claims.sessionId)) return { ok: false, why: problem("admission_ended") };
  return { ok: true, claims, room };
}

function admission(call: Call, status: number, token: string, session: Session, room: RoomView): Response {
  const document: AdmissionDocument = {
    admission: token,
    roomId: call.roomId,
    visitorId: session.visitorId,
    sessionId: session.sessionId,
    expiresAt: new Date(session.expiresAtMs).toISOString(),
    eventIds: [...room.status.eventIds],
  };
  return json(call, status, document, {
    "set-cookie": admissionCookie(call.roomId, token, session.expiresAtMs, call.now()),
  });
}
