/**
 * How long a place has to wait, as a range, and when it is worth asking again.
 *
 * The range runs from the fast to the slow end of the pace at which the room has been calling. Before anything was
 * measured it follows from the settings: slots turn over between a third of a session and a whole one.
 */
import type { Place } from "./place.ts";
import type { RoomStatus } from "./status.ts";

export interface WaitEstimate {
  /** `undefined` when nobody can know: the room is paused, holds everybody, or is over. */
  readonly p50Seconds: number | undefined;
  readonly p90Seconds: number | undefined;
  /** The caller adds jitter. */
  readonly pollAfterSeconds: number;
}

const POLL_SECONDS_MIN = 2;
const POLL_SECONDS_MAX = 60;
/** A visitor asks about this often while they wait. */
const POLLS_PER_WAIT = 20;
const POLL_SECONDS_UNKNOWN = 10;
/** A called visitor needs about one poll to learn it, whatever the pace. */
const LEARNING_SECONDS = 2;

export function estimateWait(place: Place, status: RoomStatus): WaitEstimate {
  if (place.called) return { p50Seconds: 0, p90Seconds: 0, pollAfterSeconds: POLL_SECONDS_MIN };
  const untilOpening = secondsUntilOpening(status);
  const pace = untilOpening === undefined ? undefined : paceOf(place, status);
  if (untilOpening === undefined || pace === undefined)
    return { p50Seconds: undefined, p90Seconds: undefined, pollAfterSeconds: POLL_SECONDS_UNKNOWN };
  const p50Seconds = untilOpening + (place.position * 60) / pace.fastPerMinute;
  const p90Seconds = untilOpening + LEARNING_SECONDS + (place.position * 60) / pace.slowPerMinute;
  return { p50Seconds, p90Seconds, pollAfterSeconds: pollAfter(p50Seconds) };
}

function pollAfter(waitSeconds: number): number {
  return Math.min(Math.max(waitSeconds / POLLS_PER_WAIT, POLL_SECONDS_MIN), POLL_SECONDS_MAX);
}

function secondsUntilOpening(status: RoomStatus): number | undefined {
  if (status.phase === "prequeueing")
    return status.eventStartAtMs === undefined ? undefined : Math.max(0, status.eventStartAtMs - status.asOfMs) / 1_000;
  const isHeld = status.queueAll || status.queueingMethod === "reject" || status.queueingMethod === "passthrough";
  return !isHeld && (status.phase === "queueing" || status.phase === "idle") ? 0 : undefined;
}

interface Pace {
  readonly slowPerMinute: number;
  readonly fastPerMinute: number;
}

function paceOf(place: Place, status: RoomStatus): Pace | undefined {
  const limit = status.newUsersPerMinute;
  if (limit <= 0 || status.totalActiveUsers <= 0) return undefined;
  if (status.callsPerMinuteSlow > 0)
    return { slowPerMinute: status.callsPerMinuteSlow, fastPerMinute: Math.max(status.callsPerMinuteFast, 1e-3) };
  const freeSlots = status.totalActiveUsers - status.inside;
  if (place.position <= freeSlots) return { slowPerMinute: limit / 2, fastPerMinute: limit };
  const turnoverPerMinute = (status.totalActiveUsers * 60_000) / Math.max(1, status.sessionDurationMs);
  return { slowPerMinute: Math.min(limit, turnoverPerMinute), fastPerMinute: Math.min(limit, turnoverPerMinute * 3) };
}
