/**
 * The gate before an event's pages, carried out: looks at what a visitor shows, takes a place or goes through the door
 * where `gate/decide.ts` says so, and tells how it came out.
 */
import type { RoomId, VisitorId } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import type { SaleCard } from "../../core/contract/seat-allocator.ts";
import type { AdmissionClaims, TicketClaims } from "../../core/contract/tokens.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { type AtTheGate, decide } from "../gate/decide.ts";
import { standingOf } from "../gate/standing.ts";
import type { Call } from "../requests/call.ts";
import { admissionCookie, presentedAdmission, presentedTicket, ticketCookie } from "../tokens/presented.ts";
import { verifyTicket } from "../tokens/ticket.ts";
import type { RoomView } from "../views/room-views.ts";
import { claim } from "./claiming.ts";
import { genuineAdmission } from "./holder.ts";
import { join } from "./joining.ts";

export type GateOutcome =
  | { readonly kind: "inside"; readonly claims: AdmissionClaims; readonly room: RoomView; readonly cookies: string[] }
  | {
      readonly kind: "waiting";
      readonly ticket: TicketClaims;
      readonly token: string;
      readonly status: RoomStatus;
      readonly room: RoomView;
      readonly parked: boolean;
      readonly cookies: string[];
    }
  | { readonly kind: "over"; readonly phase: "ended" | "sold_out"; readonly room: RoomView }
  /** `again`: the visitor may take a new place if they want to. */
  | { readonly kind: "refused"; readonly why: Problem; readonly again: boolean };

export async function passGate(call: Call, card: SaleCard): Promise<GateOutcome> {
  const { roomId } = card;
  const room = await call.door.rooms.forLettingIn(roomId, call);
  if (room === undefined) return { kind: "refused", why: problem("not_found"), again: false };
  const shown = await whatIsShown(call, roomId, room);
  const decision = decide({
    ...shown.facts,
    phase: room.status.phase,
    isLook: isLook(call.request),
    hadPlace: call.query.has(JOINED),
  });
  switch (decision.kind) {
    case "pass":
      return { kind: "inside", claims: present(shown.claims), room, cookies: [] };
    case "join":
      return joinAndEnter(call, room);
    case "claim":
      return enter(call, room, present(shown.ticket), []);
    case "queue":
      return { kind: "waiting", ...present(shown.ticket), status: room.status, room, parked: false, cookies: [] };
    case "over":
      return { kind: "over", phase: decision.phase, room };
    case "refuse":
      return { kind: "refused", why: problem(decision.code), again: true };
    default:
      return decision satisfies never;
  }
}

interface Ticket {
  readonly token: string;
  readonly ticket: TicketClaims;
}

/**
 * Takes a place and, where nobody waits, goes straight in.
 *
 * @param visitorId of somebody who was here before.
 */
export async function joinAndEnter(call: Call, room: RoomView, visitorId?: VisitorId): Promise<GateOutcome> {
  const joined = await join(call, room, visitorId);
  if (!joined.ok) return { kind: "refused", why: joined.why, again: false };
  const ticket = { token: joined.ticket, ticket: joined.claims };
  const cookies = [ticketCookie(room.status.roomId, joined.ticket)];
  return standingOf(joined.claims.number, joined.status).called
    ? enter(call, room, ticket, cookies)
    : { kind: "waiting", ...ticket, status: joined.status, room, parked: false, cookies };
}

async function enter(call: Call, room: RoomView, ticket: Ticket, cookies: string[]): Promise<GateOutcome> {
  const claimed = await claim(call, ticket.ticket, room);
  if (claimed.kind === "refused") return { kind: "refused", why: claimed.why, again: false };
  if (claimed.kind === "over") return { kind: "refused", why: claimed.why, again: true };
  if (claimed.kind === "waiting") {
    const parked = claimed.why.code === "turn_missed";
    return { kind: "waiting", ...ticket, status: room.status, room, parked, cookies };
  }
  const { session, admission } = claimed;
  const { roomId } = ticket.ticket;
  const claims: AdmissionClaims = {
    visitorId: session.visitorId,
    sessionId: session.sessionId,
    roomId,
    issuedAt: Math.floor(session.admittedAtMs / 1000),
    expiresAt: Math.floor(session.expiresAtMs / 1000),
  };
  return {
    kind: "inside",
    claims,
    room,
    cookies: [...cookies, admissionCookie(roomId, admission, session.expiresAtMs, call.now())],
  };
}

/** Who somebody was on their last visit, by what they still show: their limits and reservations go on. */
export async function formerVisitor(call: Call, roomId: RoomId): Promise<VisitorId | undefined> {
  const { headers } = call.request;
  const admission = presentedAdmission(headers, roomId);
  const claims = admission === undefined ? undefined : await genuineAdmission(call, admission);
  if (claims?.roomId === roomId) return claims.visitorId;
  const ticket = presentedTicket(headers, roomId);
  if (ticket === undefined) return undefined;
  return (await verifyTicket(ticket, roomId, await call.door.keys()))?.visitorId;
}

interface Shown {
  readonly facts: Pick<AtTheGate, "admission" | "ticket" | "called">;
  readonly claims?: AdmissionClaims;
  readonly ticket?: Ticket;
}

async function whatIsShown(call: Call, roomId: RoomId, room: RoomView): Promise<Shown> {
  const { headers } = call.request;
  const admission = presentedAdmission(headers, roomId);
  if (admission !== undefined) {
    const claims = await genuineAdmission(call, admission);
    if (claims === undefined || claims.roomId !== roomId) return shownAdmission("refused");
    return room.ended.has(claims.sessionId) ? shownAdmission("ended") : { ...shownAdmission("genuine"), claims };
  }
  const token = presentedTicket(headers, roomId);
  if (token === undefined) return { facts: { admission: "none", ticket: "none", called: false } };
  const ticket = await verifyTicket(token, roomId, await call.door.keys());
  if (ticket === undefined) return { facts: { admission: "none", ticket: "refused", called: false } };
  const { called } = standingOf(ticket.number, room.status);
  return { facts: { admission: "none", ticket: "genuine", called }, ticket: { token, ticket } };
}

function shownAdmission(admission: AtTheGate["admission"]): Shown {
  return { facts: { admission, ticket: "none", called: false } };
}

/** In the address of somebody who was given a place: a browser without cookies would take another with every look. */
export const JOINED = "joined";

function isLook({ method, headers }: Request): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? "";
  return method !== "GET" || purpose.includes("prefetch");
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the gate decided on what was not shown");
  return value;
}
