/**
 * What an operator can set on a room. The names are Cloudflare Waiting Room's where it has one.
 */
import type { EventId, Millis, RoomId } from "../brand.ts";

export type QueueingMethod = "fifo" | "random" | "passthrough" | "reject";

/** How many new places one address block (IPv4 /24, IPv6 /56) may take: a coarse shield, never an exact cap. */
export type AddressLimit = "off" | "relaxed" | "normal" | "strict";

export interface RoomSettings {
  readonly roomId: RoomId;
  readonly name: string;
  /** The events behind this room; at least one, at most {@link ROOM_LIMITS.eventsMax}. */
  readonly eventIds: readonly EventId[];
  /** The cap on visitors inside. Zero lets nobody in. */
  readonly totalActiveUsers: number;
  /** Admissions in any 60 s. */
  readonly newUsersPerMinute: number;
  /** How long an admission lives, unless it is given back or renewed. */
  readonly sessionDurationMs: Millis;
  /** How long a called place waits for its visitor. */
  readonly claimWindowMs: Millis;
  readonly queueingMethod: QueueingMethod;
  /** Everybody new waits, even while slots are free. */
  readonly queueAll: boolean;
  /** The room stands open: everybody passes without a place. */
  readonly suspended: boolean;
  /** Nobody is called; those inside stay. */
  readonly paused: boolean;
  readonly prequeueStartAtMs?: Millis;
  readonly eventStartAtMs?: Millis;
  readonly eventEndAtMs?: Millis;
  readonly addressLimit: AddressLimit;
}

/** The times of an event, which a change can also take away again. */
type EventTimes = Pick<RoomSettings, "prequeueStartAtMs" | "eventStartAtMs" | "eventEndAtMs">;

/** What {@link RoomSettings} an operator may change while people wait. A time that is `undefined` is taken away. */
export type RoomSettingsChange = Partial<Omit<RoomSettings, "roomId" | keyof EventTimes>> & {
  readonly [Time in keyof EventTimes]?: EventTimes[Time] | undefined;
};

export const ROOM_LIMITS = {
  totalActiveUsersMax: 500_000,
  newUsersPerMinuteMax: 200_000,
  sessionDurationMinMs: 60_000 as Millis,
  sessionDurationMaxMs: (24 * 3_600_000) as Millis,
  claimWindowMinMs: 10_000 as Millis,
  claimWindowMaxMs: (30 * 60_000) as Millis,
  eventsMax: 20,
  messageLengthMax: 500,
} as const;

/** The settings after `change`. What the change does not name stays. */
export function changedSettings(settings: RoomSettings, change: RoomSettingsChange): RoomSettings {
  const { prequeueStartAtMs, eventStartAtMs, eventEndAtMs, ...rest } = { ...settings, ...change };
  return {
    ...rest,
    roomId: settings.roomId,
    ...(prequeueStartAtMs !== undefined && { prequeueStartAtMs }),
    ...(eventStartAtMs !== undefined && { eventStartAtMs }),
    ...(eventEndAtMs !== undefined && { eventEndAtMs }),
  };
}
