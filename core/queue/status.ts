/**
 * The public state of a room: one small document, the same for everybody, from which each visitor's place and
 * wait follow together with the number in their ticket.
 */
import type { EventId, Millis, QueueNumber, RoomId } from "../brand.ts";
import type { AddressLimit, QueueingMethod, RoomSettings } from "./settings.ts";

/**
 * - `idle`: nobody waits, a free slot means straight in
 * - `prequeueing`: before the opening, all equal, no order yet
 * - `queueing`: places are called in order
 * - `paused`: nobody is called, the feed says why
 * - `suspended`: the room stands open
 * - `ended`, `sold_out`: nobody will be called any more
 */
export type RoomPhase = "idle" | "prequeueing" | "queueing" | "paused" | "suspended" | "ended" | "sold_out";

/** One act of an operator, public and append-only. */
export interface FeedEntry {
  readonly sequence: number;
  readonly atMs: Millis;
  readonly kind:
    | "opened"
    | "paused"
    | "resumed"
    | "rate_changed"
    | "cap_changed"
    | "settings_changed"
    | "ended"
    | "sold_out"
    | "message";
  /** What people in the queue read. Plain text. */
  readonly message: string;
}

export interface RoomStatus {
  readonly roomId: RoomId;
  readonly name: string;
  readonly eventIds: readonly EventId[];
  readonly phase: RoomPhase;
  readonly queueingMethod: QueueingMethod;
  readonly queueAll: boolean;
  /** The first number that has not been called: all numbers below it have had their turn. Never goes back. */
  readonly servingCounter: QueueNumber;
  /** The number that the next ticket gets. `nextNumber - servingCounter` people wait. */
  readonly nextNumber: QueueNumber;
  readonly inside: number;
  readonly totalActiveUsers: number;
  readonly newUsersPerMinute: number;
  readonly sessionDurationMs: Millis;
  /** Numbers called per minute, as measured: the slow and the fast end of the wait's range. Zero: unknown. */
  readonly callsPerMinuteSlow: number;
  readonly callsPerMinuteFast: number;
  readonly prequeueStartAtMs?: Millis;
  readonly eventStartAtMs?: Millis;
  readonly addressLimit: AddressLimit;
  /** Newest last, at most {@link FEED_PUBLIC_MAX}. */
  readonly feed: readonly FeedEntry[];
  /** The room's clock when this was true. */
  readonly asOfMs: Millis;
}

export const FEED_PUBLIC_MAX = 20;

/** What of a status does not stand in the settings. */
export type RoomCounters = Pick<
  RoomStatus,
  "phase" | "servingCounter" | "nextNumber" | "inside" | "callsPerMinuteSlow" | "callsPerMinuteFast" | "feed" | "asOfMs"
>;

/** The public part of the settings, and the counters. */
export function statusOf(settings: RoomSettings, counters: RoomCounters): RoomStatus {
  const { prequeueStartAtMs, eventStartAtMs } = settings;
  return {
    roomId: settings.roomId,
    name: settings.name,
    eventIds: settings.eventIds,
    queueingMethod: settings.queueingMethod,
    queueAll: settings.queueAll,
    totalActiveUsers: settings.totalActiveUsers,
    newUsersPerMinute: settings.newUsersPerMinute,
    sessionDurationMs: settings.sessionDurationMs,
    addressLimit: settings.addressLimit,
    ...(prequeueStartAtMs !== undefined && { prequeueStartAtMs }),
    ...(eventStartAtMs !== undefined && { eventStartAtMs }),
    ...counters,
  };
}
