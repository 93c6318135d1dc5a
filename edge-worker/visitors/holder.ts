/**
 * Who acts on an event: the visitor whose admission is genuine, for the room that the event is behind, and whose
 * session has not ended. The gate before everything that touches seats (W1).
 */
import type { EventId, VisitorId } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import type { AdmissionClaims } from "../../core/contract/tokens.ts";
import type { Call } from "../requests/call.ts";
import { verifyAdmission } from "../tokens/admission.ts";
import { presentedAdmissions } from "../tokens/presented.ts";
import type { RoomView } from "../views/room-views.ts";
import { refuseNaming } from "./naming.ts";

export interface Admitted {
  readonly claims: AdmissionClaims;
  readonly room: RoomView;
  readonly eventId: EventId;
  /** The session has ended before its token. */
  readonly ended: boolean;
}

export type Holder = { readonly ok: true; readonly admitted: Admitted } | { readonly ok: false; readonly why: Problem };

/** What an admission says when it is genuine and has not expired; its session may have ended. */
export async function genuineAdmission(call: Call, token: string): Promise<AdmissionClaims | undefined> {
  const { memo } = call.door;
  const nowMs = call.now();
  const known = memo.recall(token, nowMs);
  if (known !== undefined) return known;
  const claims = await verifyAdmission(token, await call.door.keys(), nowMs);
  if (claims !== undefined) memo.remember(token, claims);
  return claims;
}

/**
 * The holder that a call acts as.
 *
 * @param eventAmong picks, from the events behind a room, the one that the call is about.
 * @param elsewhere what to say to somebody who is inside another room only.
 */
export async function holderOf(
  call: Call,
  eventAmong: (eventIds: readonly EventId[]) => EventId | undefined,
  elsewhere: () => Promise<Problem>,
): Promise<Holder> {
  const tokens = presentedAdmissions(call.request.headers);
  if (tokens.length === 0) return { ok: false, why: problem("admission_required") };
  let insideElsewhere = false;
  for (const token of tokens) {
    const claims = await genuineAdmission(call, token);
    if (claims === undefined) continue;
    const view = call.door.rooms.forLettingIn(claims.roomId, call);
    const room = view instanceof Promise ? await view : view;
    if (room === undefined) continue;
    const eventId = eventAmong(room.status.eventIds);
    if (eventId !== undefined) {
      return { ok: true, admitted: { claims, room, eventId, ended: room.ended.has(claims.sessionId) } };
    }
    insideElsewhere = true;
  }
  return { ok: false, why: insideElsewhere ? await elsewhere() : problem("token_invalid") };
}

/** The same, for calls that an ended session may not make. */
export async function presentHolderOf(...args: Parameters<typeof holderOf>): Promise<Holder> {
  const holder = await holderOf(...args);
  return holder.ok && holder.admitted.ended ? { ok: false, why: problem("admission_ended") } : holder;
}

/** The holder of something in one event: told apart, an event that is not there from one that is behind another room. */
export function holderIn(call: Call, eventId: EventId): Promise<Holder> {
  return presentHolderOf(
    call,
    (eventIds) => (eventIds.includes(eventId) ? eventId : undefined),
    async () => {
      const why = await refuseNaming(call, eventId);
      if (why !== undefined) return why;
      return problem((await call.door.events.card(eventId, call)) === undefined ? "not_found" : "token_invalid");
    },
  );
}

export function isHolder(admitted: Admitted, userId: VisitorId): boolean {
  return admitted.claims.visitorId === userId;
}
