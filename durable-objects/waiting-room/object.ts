/**
 * The WaitingRoom object: takes calls, goes by a clock, keeps ticking while there is something to decide, and wakes by
 * alarm when it was evicted meanwhile. It holds no rule (core/queue) and no SQL (store.ts), and decides without waiting.
 *
 * W4, W6: its memory is read from storage when it wakes. A failure in the middle of a step resets it, because memory
 * and storage must not tell different stories.
 */
import { DurableObject } from "cloudflare:workers";
import { millis, type Millis, type SessionId, type VisitorId } from "../../core/brand.ts";
import {
  ENDED_SESSIONS_MAX,
  JOINED_AT_ONCE_MAX,
  type ClaimOutcome,
  type ClaimRequest,
  type EndReason,
  type JoinOutcome,
  type KnownVisit,
  type RenewOutcome,
  type RoomConfiguration,
  type RoomObservation,
  type RoomPicture,
  type Session,
  type WaitingRoomRpc,
} from "../../core/contract/waiting-room.ts";
import { Room } from "../../core/queue/room.ts";
import { changedSettings, type RoomSettings } from "../../core/queue/settings.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import type { Visit } from "../../core/queue/visits.ts";
import type { Env } from "../env.ts";
import { AlarmClock } from "../platform/alarms.ts";
import { systemClock, type Clock } from "../platform/clock.ts";
import { WaitingRoomStore } from "./store.ts";

/** Up to here the next tick is awaited in memory, with the alarm behind it; beyond, the alarm alone has to do. */
const TIMER_MS_MAX = 10_000;
/** How late the watchdog wakes a room that was evicted while people waited and nobody calls. */
const WATCHDOG_MS = 10_000;
/** A clock that steps back by less stands still instead. */
const CLOCK_STEP_MS = 1_000;

export class WaitingRoom extends DurableObject<Env> implements WaitingRoomRpc {
  static clock: Clock = systemClock;

  readonly #store = new WaitingRoomStore(this.ctx.storage, (error) => this.#reset(error));
  readonly #alarm = new AlarmClock(this.ctx.storage);
  #room: Room | undefined;
  #nowMs = this.#readClock();
  #timer: { readonly handle: ReturnType<typeof setTimeout>; readonly atMs: Millis } | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#room = this.#load();
  }

  async create(settings: RoomSettings, actor: string): Promise<RoomStatus> {
    return this.#step((nowMs) => {
      if (this.#room === undefined) {
        const announcement = { kind: "opened", message: "The waiting room is open." } as const;
        this.#store.found(settings, { atMs: nowMs, actor, announcement });
        this.#room = this.#load();
      } else if (
        JSON.stringify(this.#room.settings) !== JSON.stringify(changedSettings(this.#room.settings, settings))
      ) {
        this.#room.configure(changedSettings(this.#room.settings, settings), actor, undefined, nowMs);
      }
      if (this.#room === undefined) throw new Error("a room that was just stored cannot be loaded");
      return this.#room.status(nowMs);
    });
  }

  async configure({ actor, change, message }: RoomConfiguration): ReturnType<WaitingRoomRpc["configure"]> {
    return this.#step((nowMs) => {
      if (this.#room === undefined) return { kind: "refused", reason: "not_found" };
      this.#room.configure(changedSettings(this.#room.settings, change), actor, message, nowMs);
      return { kind: "configured", status: this.#room.status(nowMs) };
    });
  }

  async join(count: number): Promise<JoinOutcome> {
    if (!Number.isInteger(count) || count < 1 || count > JOINED_AT_ONCE_MAX)
      throw new RangeError("not that many at once");
    return this.#step((nowMs) => this.#room?.join(count, nowMs) ?? { kind: "refused", reason: "not_found" });
  }

  async claim({ number, visitorId }: ClaimRequest): Promise<ClaimOutcome> {
    return this.#step((nowMs) => {
      const decision = this.#room?.claim(number, visitorId, nowMs);
      if (decision === undefined) return { kind: "refused", reason: "not_found" };
      if (decision.kind !== "admitted") return decision;
      return { kind: "admitted", session: sessionOf(decision.visit), again: decision.again };
    });
  }

  async renew(sessionId: SessionId): Promise<RenewOutcome> {
    return this.#step((nowMs) => {
      const decision = this.#room?.renew(sessionId, nowMs) ?? { kind: "refused", reason: "admission_ended" };
      return decision.kind === "renewed" ? { kind: "renewed", session: sessionOf(decision.visit) } : decision;
    });
  }

  async end(sessionId: SessionId, reason: EndReason): Promise<void> {
    await this.#step((nowMs) => this.#room?.end(sessionId, reason, nowMs));
  }

  async observe(knownEndedVersion: number): Promise<RoomObservation | undefined> {
    return this.#step((nowMs) => {
      if (this.#room === undefined) return undefined;
      const { status, endedVersion, endedIds } = this.#room.observe(nowMs);
      const endedUnchanged = endedVersion === knownEndedVersion;
      return { status, endedVersion, endedUnchanged, endedSessionIds: endedUnchanged ? [] : endedIds() };
    });
  }

  async picture(): Promise<RoomPicture | undefined> {
    return this.#step((nowMs) => {
      if (this.#room === undefined) return undefined;
      return { ...this.#room.figures(nowMs), status: this.#room.status(nowMs), settings: this.#room.settings };
    });
  }

  async visitAt(visitorId: VisitorId, atMs: Millis): Promise<KnownVisit | undefined> {
    const room = this.#room;
    if (room === undefined) return undefined;
    await this.#store.written();
    // renewed once, a visit lasts twice its time
    return this.#store.visitAt(visitorId, atMs, millis(atMs + 2 * room.settings.sessionDurationMs));
  }

  /** The watchdog: at least once, maybe late. What was due is done by the tick, which goes by the clock. */
  override async alarm(): Promise<void> {
    this.#alarm.rang();
    await this.#tick();
  }

  async #tick(): Promise<void> {
    await this.#step((nowMs) => this.#room?.tick(nowMs));
  }

  /** One step of the room, decided at once; the answer leaves when everything that led to it is stored (W4). */
  async #step<Result>(act: (nowMs: Millis) => Result): Promise<Result> {
    let result: Result;
    try {
      const nowMs = this.#passTime();
      result = act(nowMs);
      this.#arm(nowMs);
    } catch (error) {
      this.#reset(error);
      throw error;
    }
    await this.#store.written();
    return result;
  }

  /** Memory and storage may tell different stories after a failure: the next call finds a room that woke anew. */
  #reset(error: unknown): void {
    this.ctx.abort(`a step of the waiting room failed: ${String(error)}`);
  }

  /**
   * The room's time: never runs backwards in small steps. After a large step back memory is read anew, as after a
   * crash, so that nothing in it lies in the future.
   */
  #passTime(): Millis {
    const clockMs = this.#readClock();
    if (clockMs >= this.#nowMs) {
      this.#nowMs = clockMs;
    } else if (this.#nowMs - clockMs > CLOCK_STEP_MS) {
      this.#room?.close(this.#nowMs);
      this.#nowMs = clockMs;
      this.#room = this.#load();
    }
    return this.#nowMs;
  }

  #arm(nowMs: Millis): void {
    const nextMs = this.#room?.nextTickMs(nowMs);
    if (nextMs === undefined) return;
    if (nextMs - nowMs > TIMER_MS_MAX) {
      this.#alarm.ringBy(nextMs);
      return;
    }
    this.#watch(nowMs);
    if (this.#timer !== undefined && this.#timer.atMs <= nextMs) return;
    if (this.#timer !== undefined) clearTimeout(this.#timer.handle);
    const handle = setTimeout(() => {
      this.#timer = undefined;
      // A failure has reset the object by then; there is nobody to tell.
      this.#tick().catch(() => undefined);
    }, nextMs - nowMs);
    this.#timer = { handle, atMs: nextMs };
  }

  /** Keeps the alarm a few seconds ahead while the timer runs: one row written every five seconds. */
  #watch(nowMs: Millis): void {
    const aheadMs = (this.#alarm.armedMs ?? 0) - nowMs;
    if (aheadMs < WATCHDOG_MS / 2 || aheadMs > WATCHDOG_MS) this.#alarm.set(millis(nowMs + WATCHDOG_MS));
  }

  #load(): Room | undefined {
    const memory = this.#store.load(this.#nowMs);
    if (memory === undefined) return undefined;
    const newSessionId = (): SessionId => crypto.randomUUID() as SessionId;
    return new Room(memory, this.#store, { newSessionId, endedSessionsMax: ENDED_SESSIONS_MAX }, this.#nowMs);
  }

  #readClock(): Millis {
    return WaitingRoom.clock.nowMs();
  }
}

function sessionOf({ sessionId, visitorId, admittedAtMs, expiresAtMs, renewed }: Visit): Session {
  return { sessionId, visitorId, admittedAtMs, expiresAtMs, renewed };
}
