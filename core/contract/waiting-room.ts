/**
 * What crosses the border of a room: the HTTP documents and the WaitingRoom object's RPC.
 */
import { z } from "zod";
import type { Millis, QueueNumber, QueueTicketId, SessionId, VisitorId } from "../brand.ts";
import { ROOM_LIMITS, type RoomSettings, type RoomSettingsChange } from "../queue/settings.ts";
import type { RoomStatus } from "../queue/status.ts";
import { eventId, instant, line, roomId, text } from "./fields.ts";

// ---- HTTP -------------------------------------------------------------------------------------------------------

export const roomPhase = z.enum(["idle", "prequeueing", "queueing", "paused", "suspended", "ended", "sold_out"]);

/** `GET /rooms/{room}/status`, the same bytes for everybody. */
export const statusDocument = z
  .object({
    roomId,
    name: z.string(),
    phase: roomPhase,
    servingCounter: z.int().meta({ description: "All numbers below this have had their turn. Never goes back." }),
    nextNumber: z.int(),
    waiting: z.int(),
    inside: z.int(),
    totalActiveUsers: z.int(),
    newUsersPerMinute: z.int(),
    callsPerMinuteSlow: z.number(),
    callsPerMinuteFast: z.number(),
    queueingMethod: z.enum(["fifo", "random", "passthrough", "reject"]).optional(),
    queueAll: z.boolean().optional().meta({ description: "Everybody new waits, even while slots are free." }),
    sessionDuration: z.number().optional().meta({ description: "Seconds." }),
    eventStartTime: instant.optional().meta({ description: "While pre-queueing: when places begin to be called." }),
    seatsLeft: z.int().nullable(),
    eventIds: z.array(eventId),
    feed: z.array(z.object({ sequence: z.int(), at: instant, kind: z.string(), message: z.string() })),
    asOf: instant,
  })
  .meta({ id: "RoomStatus" });
export type StatusDocument = z.infer<typeof statusDocument>;

/** A visitor's place, derived from their ticket and the status. */
export const placeDocument = z
  .object({
    ticket: z.string().meta({ description: "The signed ticket. Keep it: it is your place." }),
    roomId,
    number: z.int(),
    position: z.int().meta({ description: "1 is next. 0: your turn has come." }),
    ahead: z.int(),
    called: z.boolean(),
    waitP50: z.number().nullable().meta({ description: "Seconds." }),
    waitP90: z.number().nullable().meta({ description: "Seconds." }),
    pollAfter: z.number().meta({ description: "Seconds until it is worth asking again." }),
    phase: roomPhase,
  })
  .meta({ id: "Place" });
export type PlaceDocument = z.infer<typeof placeDocument>;

export const admissionDocument = z
  .object({
    admission: z.string(),
    roomId,
    visitorId: z.uuid(),
    sessionId: z.uuid(),
    expiresAt: instant,
    eventIds: z.array(eventId),
  })
  .meta({ id: "Admission" });
export type AdmissionDocument = z.infer<typeof admissionDocument>;

const seconds = (min: number, max: number): z.ZodInt =>
  z
    .int()
    .min(min / 1000)
    .max(max / 1000);

/** Room settings as an operator writes them. Durations in seconds, Cloudflare's names. */
export const roomSettingsBody = z
  .strictObject({
    name: line(100),
    total_active_users: z.int().min(0).max(ROOM_LIMITS.totalActiveUsersMax),
    new_users_per_minute: z.int().min(0).max(ROOM_LIMITS.newUsersPerMinuteMax),
    session_duration: seconds(ROOM_LIMITS.sessionDurationMinMs, ROOM_LIMITS.sessionDurationMaxMs),
    claim_window: seconds(ROOM_LIMITS.claimWindowMinMs, ROOM_LIMITS.claimWindowMaxMs),
    queueing_method: z.enum(["fifo", "random", "passthrough", "reject"]),
    queue_all: z.boolean(),
    suspended: z.boolean(),
    prequeue_start_time: instant.nullable(),
    event_start_time: instant.nullable(),
    event_end_time: instant.nullable(),
    address_limit: z.enum(["off", "relaxed", "normal", "strict"]),
  })
  .partial()
  .meta({ id: "RoomSettings" });
export type RoomSettingsBody = z.infer<typeof roomSettingsBody>;

export const operatorMessage = text(ROOM_LIMITS.messageLengthMax);

// ---- RPC --------------------------------------------------------------------------------------------------------

/** What one call may join: an edge isolate brings those who came within a moment together. */
export const JOINED_AT_ONCE_MAX = 500;

export type JoinOutcome =
  /** Numbers from `first` on, one for each in the order of arrival. */
  | { readonly kind: "issued"; readonly first: QueueNumber; readonly status: RoomStatus }
  | { readonly kind: "refused"; readonly reason: "joining_refused" | "room_ended" | "not_found" };

export interface ClaimRequest {
  readonly number: QueueNumber;
  readonly ticketId: QueueTicketId;
  readonly visitorId: VisitorId;
}

export interface Session {
  readonly sessionId: SessionId;
  readonly visitorId: VisitorId;
  readonly admittedAtMs: Millis;
  readonly expiresAtMs: Millis;
  readonly renewed: boolean;
}

export type ClaimOutcome =
  | { readonly kind: "admitted"; readonly session: Session; readonly again: boolean }
  | { readonly kind: "not_your_turn"; readonly servingCounter: QueueNumber; readonly retryAfterMs: Millis }
  /** `next` says what becomes of the place: parked and called again soon, or gone for good. */
  | { readonly kind: "turn_missed"; readonly next: "parked" | "expired" }
  /** This ticket opened the door once, and that visit is over. */
  | { readonly kind: "already_used" }
  | { readonly kind: "refused"; readonly reason: "room_ended" | "not_found" | "unknown_number" };

export type RenewOutcome =
  | { readonly kind: "renewed"; readonly session: Session }
  | { readonly kind: "refused"; readonly reason: "renewal_used" | "admission_ended" };

export type EndReason = "left" | "bought" | "revoked" | "expired";

/** What an edge isolate reads at most once a second: the status, and every session that ended before its token did. */
export interface RoomObservation {
  readonly status: RoomStatus;
  /** Ended sessions whose tokens have not expired; bounded by {@link ENDED_SESSIONS_MAX}. */
  readonly endedSessionIds: readonly SessionId[];
  /** Grows with every end; the edge passes it back so that an unchanged list is not sent again. */
  readonly endedVersion: number;
  /** True when `endedSessionIds` was left out because `endedVersion` is what the edge already has. */
  readonly endedUnchanged: boolean;
}

export const ENDED_SESSIONS_MAX = 50_000;

export interface RoomConfiguration {
  /** Who did it, for the audit; never public. */
  readonly actor: string;
  readonly change: RoomSettingsChange;
  /** What people in the queue read, when it concerns them. */
  readonly message?: string;
}

/** What an operator sees live. */
export interface RoomPicture {
  readonly status: RoomStatus;
  readonly settings: RoomSettings;
  readonly calledUnclaimed: number;
  readonly parked: number;
  readonly admittedTotal: number;
  readonly arrivalsLastMinute: number;
  readonly admissionsLastMinute: number;
  readonly missedTotal: number;
  /** Measured share of called visitors who come, 0 to 1. */
  readonly showUpShare: number;
}

/** A visit as support asks for it, perhaps long over. */
export interface KnownVisit {
  readonly number: QueueNumber;
  readonly admittedAtMs: Millis;
  readonly expiresAtMs: Millis;
  readonly endedAtMs?: Millis;
  readonly endReason?: EndReason;
}

export interface WaitingRoomRpc {
  /** Creates the room. Repeating it with the same settings changes nothing; an existing room takes the settings over. */
  create(settings: RoomSettings, actor: string): Promise<RoomStatus>;
  /** Applies a change, records it, and shows it in the public feed when it carries a message or concerns the queue. */
  configure(
    configuration: RoomConfiguration,
  ): Promise<
    | { readonly kind: "configured"; readonly status: RoomStatus }
    | { readonly kind: "refused"; readonly reason: "not_found" }
  >;
  /**
   * Gives the next numbers. Not idempotent: a lost answer leaves numbers that nobody claims.
   *
   * @param count 1 to {@link JOINED_AT_ONCE_MAX}
   */
  join(count: number): Promise<JoinOutcome>;
  /** Opens the door for a called number. Idempotent: asking again gives the same session. */
  claim(request: ClaimRequest): Promise<ClaimOutcome>;
  renew(sessionId: SessionId): Promise<RenewOutcome>;
  /** Gives the slot back at once. Idempotent. */
  end(sessionId: SessionId, reason: EndReason): Promise<void>;
  /** @param knownEndedVersion the version the caller holds; -1: none. `undefined` when there is no such room. */
  observe(knownEndedVersion: number): Promise<RoomObservation | undefined>;
  picture(): Promise<RoomPicture | undefined>;
  /** The visit in which `visitorId` was inside at `atMs`, or `undefined` when none is known. */
  visitAt(visitorId: VisitorId, atMs: Millis): Promise<KnownVisit | undefined>;
}
