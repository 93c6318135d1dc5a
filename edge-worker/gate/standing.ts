/**
 * How a visitor stands in a queue: place and wait in the words of the public API. The same function runs at the edge
 * and in the waiting page, on the same status, so both say the same; a place never gets worse (W4).
 */
import type { QueueNumber } from "../../core/brand.ts";
import type { PlaceDocument } from "../../core/contract/waiting-room.ts";
import { placeOf } from "../../core/queue/place.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { estimateWait } from "../../core/queue/wait.ts";

/** Waits in seconds; `null`: nobody can know. */
export type Standing = Pick<PlaceDocument, "position" | "ahead" | "called" | "waitP50" | "waitP90" | "pollAfter">;

export function standingOf(number: QueueNumber, status: RoomStatus): Standing {
  const standsOpen = status.phase === "suspended" || status.queueingMethod === "passthrough";
  const place = placeOf(number, standsOpen ? { servingCounter: (number + 1) as QueueNumber } : status);
  const { p50Seconds, p90Seconds, pollAfterSeconds } = estimateWait(place, status);
  return {
    position: place.position,
    ahead: place.ahead,
    called: place.called,
    waitP50: p50Seconds === undefined ? null : Math.ceil(p50Seconds),
    waitP90: p90Seconds === undefined ? null : Math.ceil(p90Seconds),
    pollAfter: Math.round(pollAfterSeconds * 10) / 10,
  };
}
