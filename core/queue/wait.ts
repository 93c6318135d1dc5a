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
const POLL_SECONDS_GUESSED_MAX = 4;
/** A called visitor needs about one poll to learn it, whatever the pace. */
const LEARNING_SECONDS = 2;
/** Visits last a third of what they may, at the shortest. */
const TURNOVERS_PER_SESSION = 3;

export function estimateWait(place: Place, status: RoomStatus): WaitEstimate {
  if (place.called) return { p50Seconds: 0, p90Seconds: 0, pollAfterSeconds: POLL_SECONDS_MIN };
  const untilOpening = secondsUntilOpening(status);
  const pace = untilOpening === undefined ? undefined : paceOf(place, status);
  if (untilOpening === undefined || pace === undefined)
    return { p50Seconds: undefined, p90Seconds: undefined, pollAfterSeconds: POLL_SECONDS_UNKNOWN };
  const p50Seconds = untilOpening + (place.position * 60) / pace.fastPerMinute;
  const p90Seconds = untilOpening + LEARNING_SECONDS + (place.position * 60) / pace.slowPerMinute;
  // A guess must not send anybody to sleep for a minute: who is called then comes late, and others are called instead.
  const pollSecondsMax = pace.isMeasured ? POLL_SECONDS_MAX : POLL_SECONDS_GUESSED_MAX;
  const pollAfterSeconds = Math.min(Math.max(p50Seconds / POLLS_PER_WAIT, POLL_SECONDS_MIN), pollSecondsMax);
  return { p50Seconds, p90Seconds, pollAfterSeconds };
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
  readonly isMeasured: boolean;
}

function paceOf(place: Place, status: RoomStatus): Pace | undefined {
  const { callsPerMinuteSlow: slowPerMinute, callsPerMinuteFast: fastPerMinute, totalActiveUsers } = status;
  const limit = status.newUsersPerMinute;
  if (limit <= 0 || totalActiveUsers <= 0) return undefined;
  if (slowPerMinute > 0 && fastPerMinute > 0) return { slowPerMinute, fastPerMinute, isMeasured: true };
  const isMeasured = false;
  if (place.position <= totalActiveUsers - status.inside)
    return { slowPerMinute: limit / 2, fastPerMinute: limit, isMeasured };
  const turnoverPerMinute = (totalActiveUsers * 60_000) / Math.max(1, status.sessionDurationMs);
  return {
    slowPerMinute: Math.min(limit, turnoverPerMinute),
    fastPerMinute: Math.min(limit, turnoverPerMinute * TURNOVERS_PER_SESSION),
    isMeasured,
  };
}
