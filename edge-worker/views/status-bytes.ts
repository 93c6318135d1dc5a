/**
 * The public status document of a room, encoded once a second and then given to everybody as the same bytes.
 */
import { type Bytes, utf8 } from "../answers/utf8.ts";
import type { Millis } from "../../core/brand.ts";
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";

/** @param seatsLeft over all events of the room; `null` when it is not known. */
export function statusDocumentOf(status: RoomStatus, seatsLeft: number | null): StatusDocument {
  return {
    roomId: status.roomId,
    name: status.name,
    phase: status.phase,
    servingCounter: status.servingCounter,
    nextNumber: status.nextNumber,
    waiting: Math.max(0, status.nextNumber - status.servingCounter),
    inside: status.inside,
    totalActiveUsers: status.totalActiveUsers,
    newUsersPerMinute: status.newUsersPerMinute,
    callsPerMinuteSlow: status.callsPerMinuteSlow,
    callsPerMinuteFast: status.callsPerMinuteFast,
    seatsLeft,
    eventIds: [...status.eventIds],
    feed: status.feed.map(({ sequence, atMs, kind, message }) => ({ sequence, at: iso(atMs), kind, message })),
    asOf: iso(status.asOfMs),
  };
}

export function encodeStatus(status: RoomStatus, seatsLeft: number | null): Bytes {
  return utf8(JSON.stringify(statusDocumentOf(status, seatsLeft)));
}

function iso(atMs: Millis): string {
  return new Date(atMs).toISOString();
}
