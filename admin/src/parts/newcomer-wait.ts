/** How long somebody who came now would wait: by the same rule that tells visitors, from the same public status. */
import { millis, type QueueNumber } from "../../../core/brand.ts";
import type { RoomSettingsDocument } from "../../../core/contract/organizer/rooms.ts";
import type { StatusDocument } from "../../../core/contract/waiting-room.ts";
import { placeOf } from "../../../core/queue/place.ts";
import type { RoomStatus } from "../../../core/queue/status.ts";
import { estimateWait } from "../../../core/queue/wait.ts";

export interface WaitRange {
  readonly p50Seconds: number;
  readonly p90Seconds: number;
}

/** @returns `undefined` when nobody can know: the room is paused, holds everybody, or is over. */
export function newcomerWait(seen: StatusDocument, settings: RoomSettingsDocument): WaitRange | undefined {
  const isFree = seen.phase === "suspended" || (seen.phase === "idle" && seen.inside < seen.totalActiveUsers);
  if (isFree) return { p50Seconds: 0, p90Seconds: 0 };
  const status = statusOf(seen, settings);
  const { p50Seconds, p90Seconds } = estimateWait(placeOf(status.nextNumber, status), status);
  return p50Seconds === undefined || p90Seconds === undefined ? undefined : { p50Seconds, p90Seconds };
}

function statusOf(seen: StatusDocument, settings: RoomSettingsDocument): RoomStatus {
  return {
    ...seen,
    servingCounter: seen.servingCounter as QueueNumber,
    nextNumber: seen.nextNumber as QueueNumber,
    queueingMethod: settings.queueing_method,
    queueAll: settings.queue_all,
    sessionDurationMs: millis(settings.session_duration * 1000),
    ...(settings.event_start_time !== null && { eventStartAtMs: millis(Date.parse(settings.event_start_time)) }),
    addressLimit: settings.address_limit,
    feed: [],
    asOfMs: millis(Date.parse(seen.asOf)),
  };
}
