/**
 * The organizers' API: an event's waiting room; and the way between what operators write (Cloudflare's names, seconds,
 * ISO times) and the room's settings.
 */
import { z } from "zod";
import { millis, type EventId, type Millis, type RoomId } from "../../brand.ts";
import type { RoomSettings } from "../../queue/settings.ts";
import { instant } from "../fields.ts";
import { operatorMessage, roomPhase, roomSettingsBody, type RoomSettingsBody } from "../waiting-room.ts";

/** `PATCH /api/events/{id}/room`: settings, and what people in the queue shall read about it. */
export const roomChangeBody = z
  .strictObject({ ...roomSettingsBody.shape, message: operatorMessage.optional() })
  .meta({ id: "RoomChange" });
export type RoomChangeBody = z.infer<typeof roomChangeBody>;

/** Every setting as operators see it. */
export const roomSettingsDocument = z
  .object({
    name: z.string(),
    total_active_users: z.int(),
    new_users_per_minute: z.int(),
    session_duration: z.number(),
    claim_window: z.number(),
    queueing_method: z.enum(["fifo", "random", "passthrough", "reject"]),
    queue_all: z.boolean(),
    suspended: z.boolean(),
    prequeue_start_time: instant.nullable(),
    event_start_time: instant.nullable(),
    event_end_time: instant.nullable(),
    address_limit: z.enum(["off", "relaxed", "normal", "strict"]),
  })
  .meta({ id: "FullRoomSettings" });
export type RoomSettingsDocument = z.infer<typeof roomSettingsDocument>;

/** What a new room is set to: a sale that a small team can watch. */
export const ROOM_DEFAULTS: Omit<RoomSettingsDocument, "name"> = {
  total_active_users: 300,
  new_users_per_minute: 300,
  session_duration: 600,
  claim_window: 300,
  queueing_method: "fifo",
  queue_all: false,
  suspended: false,
  prequeue_start_time: null,
  event_start_time: null,
  event_end_time: null,
  address_limit: "normal",
};

/** `GET /api/events/{id}/room`: the room as it is now. */
export const roomPictureDocument = z
  .object({
    phase: roomPhase,
    paused: z.boolean(),
    waiting: z.int(),
    inside: z.int(),
    calledUnclaimed: z.int(),
    parked: z.int(),
    admittedTotal: z.int(),
    missedTotal: z.int(),
    arrivalsLastMinute: z.int(),
    admissionsLastMinute: z.int(),
    showUpShare: z.number().meta({ description: "Measured share of called visitors who come, 0 to 1." }),
    servingCounter: z.int(),
    nextNumber: z.int(),
    settings: roomSettingsDocument,
    feed: z.array(z.object({ sequence: z.int(), at: instant, kind: z.string(), message: z.string() })),
    asOf: instant,
  })
  .meta({ id: "RoomPicture" });
export type RoomPictureDocument = z.infer<typeof roomPictureDocument>;

/** What operators wrote, with the defaults for the rest. */
export function fullRoomSettings(written: RoomSettingsBody, title: string): RoomSettingsDocument {
  return { name: title.slice(0, 100).trim(), ...ROOM_DEFAULTS, ...defined(written) };
}

/** The settings of a room's object. @param state what the sale's state adds to what operators wrote. */
export function roomSettingsOf(
  document: RoomSettingsDocument,
  state: {
    readonly roomId: RoomId;
    readonly eventIds: readonly EventId[];
    readonly paused: boolean;
    /** When the sale was closed: the room ends with it. */
    readonly endedAtMs?: Millis;
  },
): RoomSettings {
  const endsAtMs = state.endedAtMs ?? fromInstant(document.event_end_time);
  const prequeueStartAtMs = fromInstant(document.prequeue_start_time);
  const eventStartAtMs = fromInstant(document.event_start_time);
  return {
    roomId: state.roomId,
    name: document.name,
    eventIds: state.eventIds,
    totalActiveUsers: document.total_active_users,
    newUsersPerMinute: document.new_users_per_minute,
    sessionDurationMs: millis(document.session_duration * 1000),
    claimWindowMs: millis(document.claim_window * 1000),
    queueingMethod: document.queueing_method,
    queueAll: document.queue_all,
    suspended: document.suspended,
    paused: state.paused,
    ...(prequeueStartAtMs === undefined ? {} : { prequeueStartAtMs }),
    ...(eventStartAtMs === undefined ? {} : { eventStartAtMs }),
    ...(endsAtMs === undefined ? {} : { eventEndAtMs: endsAtMs }),
    addressLimit: document.address_limit,
  };
}

/** The settings of a room's object as operators see them. */
export function roomSettingsDocumentOf(settings: RoomSettings): RoomSettingsDocument {
  return {
    name: settings.name,
    total_active_users: settings.totalActiveUsers,
    new_users_per_minute: settings.newUsersPerMinute,
    session_duration: settings.sessionDurationMs / 1000,
    claim_window: settings.claimWindowMs / 1000,
    queueing_method: settings.queueingMethod,
    queue_all: settings.queueAll,
    suspended: settings.suspended,
    prequeue_start_time: toInstant(settings.prequeueStartAtMs),
    event_start_time: toInstant(settings.eventStartAtMs),
    event_end_time: toInstant(settings.eventEndAtMs),
    address_limit: settings.addressLimit,
  };
}

function fromInstant(time: string | null): Millis | undefined {
  return time === null ? undefined : millis(Date.parse(time));
}

function toInstant(atMs: Millis | undefined): string | null {
  return atMs === undefined ? null : new Date(atMs).toISOString();
}

/** Without the members that are `undefined`, which would overwrite a default. */
function defined(written: RoomSettingsBody): {
  [Name in keyof RoomSettingsBody]?: Exclude<RoomSettingsBody[Name], undefined>;
} {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}
