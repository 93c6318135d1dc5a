/**
 * Going through the door: a ticket whose turn has come becomes an admission, once (W3); asking again gives the same.
 */
import type { QueueNumber } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { roomOf } from "../../core/contract/objects.ts";
import type { TicketClaims } from "../../core/contract/tokens.ts";
import type { ClaimOutcome, Session } from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { type Standing, standingOf } from "../gate/standing.ts";
import { askAgain } from "../objects/ask-again.ts";
import type { Call } from "../requests/call.ts";
import { signAdmission } from "../tokens/admission.ts";
import type { RoomView } from "../views/room-views.ts";

export type Claimed =
  | { readonly kind: "admitted"; readonly admission: string; readonly session: Session; readonly again: boolean }
  | { readonly kind: "waiting"; readonly why: Problem }
  /** The place is gone: its turn was missed for good, or the visit it opened is over. A new one can be taken. */
  | { readonly kind: "over"; readonly why: Problem }
  | { readonly kind: "refused"; readonly why: Problem };

/**
 * Seconds of calling that may have passed unseen since the view was read. A place further back than that is told so
 * by the edge itself: a crowd that asks too early costs the room nothing (W7).
 */
const UNSEEN_SECONDS = 4;
const UNSEEN_PLACES_MIN = 100;

export async function claim(call: Call, ticket: TicketClaims, room: RoomView): Promise<Claimed> {
  const { status } = room;
  const standing = standingOf(ticket.number, status);
  const reach = UNSEEN_PLACES_MIN + (status.newUsersPerMinute / 60) * UNSEEN_SECONDS;
  if (standing.ahead > reach) return { kind: "waiting", why: notYourTurn(standing, standing.pollAfter) };

  const { ticketId, visitorId, roomId, number } = ticket;
  const outcome = await askAgain(() => roomOf(call.door.env, roomId).claim({ ticketId, visitorId, number }));
  if (outcome.kind === "not_your_turn") call.door.rooms.raise(roomId, outcome.servingCounter, call.now());
  if (outcome.kind !== "admitted") return turnedAway(outcome, number, status);
  const admission = await signAdmission(outcome.session, roomId, await call.door.keys());
  return { kind: "admitted", admission, session: outcome.session, again: outcome.again };
}

function turnedAway(
  outcome: Exclude<ClaimOutcome, { kind: "admitted" }>,
  number: QueueNumber,
  status: RoomStatus,
): Claimed {
  switch (outcome.kind) {
    case "not_your_turn": {
      const newer = outcome.servingCounter > status.servingCounter ? outcome.servingCounter : status.servingCounter;
      const standing = standingOf(number, { ...status, servingCounter: newer });
      return { kind: "waiting", why: notYourTurn(standing, outcome.retryAfterMs / 1000) };
    }
    case "turn_missed":
      return outcome.next === "parked"
        ? { kind: "waiting", why: missed("parked", "Your place is kept and will be called once more.") }
        : { kind: "over", why: missed("expired", "Your place was called twice. Please take a new one.") };
    case "already_used":
      return { kind: "over", why: missed("used", "This place opened the door once, and that visit is over.") };
    case "refused":
      return { kind: "refused", why: problem(outcome.reason === "unknown_number" ? "token_invalid" : outcome.reason) };
    default:
      return outcome satisfies never;
  }
}

function notYourTurn(standing: Standing, retryAfterSeconds: number): Problem {
  const { position, ahead, waitP50, waitP90 } = standing;
  return problem("not_your_turn", { retryAfterSeconds, extra: { position, ahead, waitP50, waitP90 } });
}

function missed(next: "parked" | "expired" | "used", detail: string): Problem {
  return problem("turn_missed", { detail, extra: { next } });
}
