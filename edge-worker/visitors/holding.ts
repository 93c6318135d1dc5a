/**
 * Holding seats for somebody who is inside, for the API and for the shop's pages. What comes within a moment goes to an
 * event's allocator in one call, decided there in the order of arrival.
 */
import { hash } from "node:crypto";
import { millis, type EventId } from "../../core/brand.ts";
import type { HoldOutcome, SeatChoice } from "../../core/contract/seat-allocator.ts";
import type { ReserveBody } from "../../core/contract/seats.ts";
import { askAgain } from "../objects/ask-again.ts";
import type { Call } from "../requests/call.ts";
import type { Admitted } from "./holder.ts";

const MS_PER_MINUTE = 60_000;

/** @param requestId the same for a request that is made again: it gives the same answer (S8). */
export function hold(
  call: Call,
  { claims, eventId }: Admitted,
  body: ReserveBody,
  requestId: string,
): Promise<HoldOutcome> {
  const choice = choiceOf(body);
  const holdMs = millis(body.expiryInMinutes * MS_PER_MINUTE);
  const request = {
    requestId,
    fingerprint: fingerprintOf(eventId, choice, holdMs),
    holder: claims.visitorId,
    roomId: claims.roomId,
    choice,
    holdMs,
  };
  return askAgain(() => call.door.holds.ask(eventId, request, call));
}

function choiceOf({ seatIds, bestAvailable, area }: ReserveBody): SeatChoice {
  if (seatIds !== undefined) return { kind: "seats", seatIds };
  if (area !== undefined) return { kind: "area", ...area };
  if (bestAvailable === undefined) throw new Error("the schema lets no body through without a choice");
  const { quantity, category, zone, accessible } = bestAvailable;
  return {
    kind: "best",
    quantity,
    ...(category === undefined ? {} : { category }),
    ...(zone === undefined ? {} : { zone }),
    ...(accessible === undefined ? {} : { accessible }),
  };
}

/** Equal exactly when the same was asked for: the parts stand in a fixed order. */
function fingerprintOf(eventId: EventId, choice: SeatChoice, holdMs: number): string {
  return hash("sha256", JSON.stringify([eventId, choice, holdMs]));
}
