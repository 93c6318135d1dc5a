/** From a row of a waiting room's tables to what it means. Only the store reads rows. */
import { millis, type SessionId, type VisitorId } from "../../core/brand.ts";
import type { EndReason, KnownVisit } from "../../core/contract/waiting-room.ts";
import { queueNumber } from "../../core/queue/numbers.ts";
import type { PlaceRecord } from "../../core/queue/records.ts";
import type { FeedEntry } from "../../core/queue/status.ts";
import type { Visit } from "../../core/queue/visits.ts";

export type VisitRow = {
  number: number;
  session_id: string;
  visitor_id: string;
  admitted_at_ms: number;
  expires_at_ms: number;
  renewed: number;
  ended_at_ms: number | null;
};

export function visitOf(row: VisitRow): Visit {
  return {
    number: queueNumber(row.number),
    sessionId: row.session_id as SessionId,
    visitorId: row.visitor_id as VisitorId,
    admittedAtMs: millis(row.admitted_at_ms),
    expiresAtMs: millis(row.expires_at_ms),
    renewed: row.renewed === 1,
    ...(row.ended_at_ms !== null && { endedAtMs: millis(row.ended_at_ms) }),
  };
}

/** An ended visit with its reason: what the support of an organizer may know of it. */
export function knownVisitOf(row: VisitRow & { readonly end_reason: string | null }): KnownVisit {
  const { number, admittedAtMs, expiresAtMs, endedAtMs } = visitOf(row);
  return {
    number,
    admittedAtMs,
    expiresAtMs,
    ...(endedAtMs !== undefined && { endedAtMs }),
    ...(row.end_reason !== null && { endReason: row.end_reason as EndReason }),
  };
}

export type PlaceRow = { number: number; state: string; turn: number; since_ms: number };

export function placeOfRow(row: PlaceRow): PlaceRecord {
  return {
    number: row.number,
    state: row.state === "parked" ? "parked" : "called",
    turn: row.turn === 2 ? 2 : 1,
    sinceMs: millis(row.since_ms),
  };
}

export type FeedRow = { feed_sequence: number; at_ms: number; kind: string; message: string };

export function feedEntryOf(row: FeedRow): FeedEntry {
  return {
    sequence: row.feed_sequence,
    atMs: millis(row.at_ms),
    kind: row.kind as FeedEntry["kind"],
    message: row.message,
  };
}
