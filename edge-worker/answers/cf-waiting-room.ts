/**
 * A place for programs, in the 25 fields that Cloudflare Waiting Room documents for `json_response_enabled`, so that an
 * app written for it runs here unchanged; and what we know beyond them.
 */
import type { TicketClaims } from "../../core/contract/tokens.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { standingOf } from "../gate/standing.ts";

const UNAVAILABLE = "unavailable";
const SECONDS_PER_MINUTE = 60;

export interface CfView {
  readonly ticket: TicketClaims;
  readonly token: string;
  readonly status: RoomStatus;
  readonly seatsLeft: number | null;
}

export function cfWaitingRoomOf({ ticket, token, status, seatsLeft }: CfView): Record<string, unknown> {
  const { position, ahead, waitP50, waitP90, pollAfter } = standingOf(ticket.number, status);
  const { queueingMethod } = status;
  const known = waitP50 !== null && waitP90 !== null;
  const waitTime = known ? minutes(waitP50) : 0;
  const isRandom = queueingMethod === "random";
  const percentile = (share: number): number => (known && isRandom ? minutes(waitP50 * share * 2) : 0);
  const isEventPrequeueing = status.phase === "prequeueing";
  const untilStart = isEventPrequeueing ? untilMinutes(status.eventStartAtMs, status.asOfMs) : 0;
  const cfWaitingRoom = {
    inWaitingRoom: true,
    waitTimeKnown: known,
    waitTime,
    waitTime25Percentile: percentile(0.25),
    waitTime50Percentile: percentile(0.5),
    waitTime75Percentile: percentile(0.75),
    waitTimeFormatted: known ? formatted(waitTime) : UNAVAILABLE,
    queueIsFull: queueingMethod === "reject",
    queueAll: status.queueAll,
    lastUpdated: new Date(status.asOfMs).toISOString(),
    refreshIntervalSeconds: queueingMethod === "reject" ? 0 : Math.ceil(pollAfter),
    queueingMethod,
    isFIFOQueue: queueingMethod === "fifo",
    isRandomQueue: isRandom,
    isPassthroughQueue: queueingMethod === "passthrough",
    isRejectQueue: queueingMethod === "reject",
    isEventActive:
      isEventPrequeueing || (status.eventStartAtMs !== undefined && status.eventStartAtMs <= status.asOfMs),
    isEventPrequeueing,
    timeUntilEventStart: untilStart,
    timeUntilEventStartFormatted: isEventPrequeueing ? formatted(untilStart) : UNAVAILABLE,
    timeUntilEventEnd: 0,
    timeUntilEventEndFormatted: UNAVAILABLE,
    shuffleAtEventStart: isRandom,
    turnstile: "",
    infiniteQueue: false,
  };
  return { cfWaitingRoom: { ...cfWaitingRoom, position, ahead, waitP50, waitP90, seatsLeft, ticket: token } };
}

function minutes(seconds: number): number {
  return Math.ceil(seconds / SECONDS_PER_MINUTE);
}

function untilMinutes(atMs: number | undefined, nowMs: number): number {
  return atMs === undefined ? 0 : minutes(Math.max(0, atMs - nowMs) / 1000);
}

function formatted(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
