/**
 * A room's public status as a document, and back again: what the page in a browser computes from the document is what
 * the edge computes from the status. Encoded once a second and then given to everybody as the same bytes.
 */
import { type Bytes, utf8 } from "../answers/utf8.ts";
import { millis, type Millis, type QueueNumber } from "../../core/brand.ts";
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import type { FeedEntry, RoomStatus } from "../../core/queue/status.ts";

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
    queueingMethod: status.queueingMethod,
    queueAll: status.queueAll,
    sessionDuration: status.sessionDurationMs / 1000,
    ...(status.eventStartAtMs === undefined ? {} : { eventStartTime: iso(status.eventStartAtMs) }),
    seatsLeft,
    eventIds: [...status.eventIds],
    feed: status.feed.map(({ sequence, atMs, kind, message }) => ({ sequence, at: iso(atMs), kind, message })),
    asOf: iso(status.asOfMs),
  };
}

export function encodeStatus(status: RoomStatus, seatsLeft: number | null): Bytes {
  return utf8(JSON.stringify(statusDocumentOf(status, seatsLeft)));
}

/** The status that a document was made from, as far as places and waits follow from it. */
export function statusOf(document: StatusDocument): RoomStatus {
  return {
    roomId: document.roomId,
    name: document.name,
    eventIds: document.eventIds,
    phase: document.phase,
    queueingMethod: document.queueingMethod ?? "fifo",
    queueAll: document.queueAll ?? false,
    servingCounter: document.servingCounter as QueueNumber,
    nextNumber: document.nextNumber as QueueNumber,
    inside: document.inside,
    totalActiveUsers: document.totalActiveUsers,
    newUsersPerMinute: document.newUsersPerMinute,
    sessionDurationMs: millis((document.sessionDuration ?? 0) * 1000),
    callsPerMinuteSlow: document.callsPerMinuteSlow,
    callsPerMinuteFast: document.callsPerMinuteFast,
    ...(document.eventStartTime === undefined ? {} : { eventStartAtMs: at(document.eventStartTime) }),
    addressLimit: "off", // no business of the public's
    feed: document.feed.map((entry) => ({ ...entry, atMs: at(entry.at), kind: entry.kind as FeedEntry["kind"] })),
    asOfMs: at(document.asOf),
  };
}

function iso(atMs: Millis): string {
  return new Date(atMs).toISOString();
}

function at(instant: string): Millis {
  return millis(Date.parse(instant));
}
