// Owns a waiting room in memory for tests of the door: it does what it is told, and remembers what it was asked.

import { randomUUID } from "node:crypto";
import { millis, type EventId, type Millis, type QueueNumber, type RoomId, type SessionId } from "../../core/brand.ts";
import type {
  ClaimOutcome,
  ClaimRequest,
  EndReason,
  JoinOutcome,
  RenewOutcome,
  RoomObservation,
  Session,
  WaitingRoomRpc,
} from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";

export class RecordingRoom implements Omit<WaitingRoomRpc, "create" | "configure" | "picture" | "visitAt"> {
  readonly asked: { call: string; argument?: unknown }[] = [];
  status: RoomStatus;
  readonly sessions = new Map<QueueNumber, Session>();
  ended: SessionId[] = [];
  endedVersion = 0;
  joinRefusal: "joining_refused" | "room_ended" | "not_found" | undefined;
  /** What a claim answers instead of judging by the serving counter. */
  claimAnswer: ClaimOutcome | undefined;
  renewed = false;
  /** Thrown by every call while set. */
  fault: Error | undefined;
  readonly #now: () => Millis;

  constructor(roomId: RoomId, eventIds: readonly EventId[], now: () => Millis) {
    this.#now = now;
    this.status = {
      roomId,
      name: "Concert",
      eventIds,
      phase: "queueing",
      queueingMethod: "fifo",
      queueAll: false,
      servingCounter: 0 as QueueNumber,
      nextNumber: 0 as QueueNumber,
      inside: 0,
      totalActiveUsers: 100,
      newUsersPerMinute: 600,
      sessionDurationMs: millis(600_000),
      callsPerMinuteSlow: 30,
      callsPerMinuteFast: 60,
      addressLimit: "off",
      feed: [],
      asOfMs: now(),
    };
  }

  count(call: string): number {
    return this.asked.filter((asked) => asked.call === call).length;
  }

  set(change: Partial<Omit<RoomStatus, "servingCounter" | "nextNumber">> & { servingCounter?: number }): void {
    this.status = { ...this.status, ...change } as RoomStatus;
  }

  async join(count: number): Promise<JoinOutcome> {
    this.#record("join", count);
    if (this.joinRefusal !== undefined) return { kind: "refused", reason: this.joinRefusal };
    const first = this.status.nextNumber;
    this.status = { ...this.status, nextNumber: (first + count) as QueueNumber };
    return { kind: "issued", first, status: this.status };
  }

  async claim(request: ClaimRequest): Promise<ClaimOutcome> {
    this.#record("claim", request);
    if (this.claimAnswer !== undefined) return this.claimAnswer;
    const { servingCounter } = this.status;
    if (request.number >= servingCounter) return { kind: "not_your_turn", servingCounter, retryAfterMs: millis(3_000) };
    const known = this.sessions.get(request.number);
    if (known !== undefined && this.ended.includes(known.sessionId)) return { kind: "already_used" };
    const session = known ?? {
      sessionId: randomUUID() as SessionId,
      visitorId: request.visitorId,
      admittedAtMs: this.#now(),
      expiresAtMs: millis(this.#now() + this.status.sessionDurationMs),
      renewed: false,
    };
    this.sessions.set(request.number, session);
    return { kind: "admitted", session, again: known !== undefined };
  }

  async renew(sessionId: SessionId): Promise<RenewOutcome> {
    this.#record("renew", sessionId);
    const entry = [...this.sessions].find(([, session]) => session.sessionId === sessionId);
    if (entry === undefined) return { kind: "refused", reason: "admission_ended" };
    const [number, session] = entry;
    if (session.renewed) return { kind: "refused", reason: "renewal_used" };
    const renewed = {
      ...session,
      renewed: true,
      expiresAtMs: millis(session.expiresAtMs + this.status.sessionDurationMs),
    };
    this.sessions.set(number, renewed);
    return { kind: "renewed", session: renewed };
  }

  async end(sessionId: SessionId, reason: EndReason): Promise<void> {
    this.#record("end", { sessionId, reason });
    if (this.ended.includes(sessionId)) return;
    this.ended.push(sessionId);
    this.endedVersion += 1;
  }

  async observe(knownEndedVersion: number): Promise<RoomObservation | undefined> {
    this.#record("observe", knownEndedVersion);
    const endedUnchanged = knownEndedVersion === this.endedVersion;
    return {
      status: { ...this.status, asOfMs: this.#now() },
      endedSessionIds: endedUnchanged ? [] : [...this.ended],
      endedVersion: this.endedVersion,
      endedUnchanged,
    };
  }

  #record(call: string, argument: unknown): void {
    this.asked.push({ call, argument });
    if (this.fault !== undefined) throw this.fault;
  }
}
