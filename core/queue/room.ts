/**
 * A waiting room in memory: who joins, who is called, who comes in, who leaves. It decides at once and by the time it
 * is given, and writes through {@link RoomRecords} before it answers; it never waits for anything.
 *
 * W5: numbers are given out and called by counting. W8: every tick, and every visit that ends, offers what is free.
 * It holds no row per waiting visitor: memory grows with those called and inside only (W7).
 */
import { millis, type Millis, type QueueNumber, type SessionId, type VisitorId } from "../brand.ts";
import { Door, type ClaimDecision, type DoorOptions, type RenewDecision } from "./door.ts";
import { announcementOf } from "./feed.ts";
import { Line } from "./line.ts";
import { queueNumber } from "./numbers.ts";
import { CallPace, Tally } from "./pace.ts";
import { admits, hasEnded, isCalling, nextPhaseChangeMs, phaseOf, standsOpen } from "./phase.ts";
import { placeOf } from "./place.ts";
import type { RoomMemory, RoomRecords } from "./records.ts";
import { planRelease } from "./release.ts";
import type { RoomSettings } from "./settings.ts";
import type { ShowUpForecast } from "./show-up.ts";
import { FEED_PUBLIC_MAX, statusOf, type FeedEntry, type RoomStatus } from "./status.ts";
import { estimateWait } from "./wait.ts";

/** How often decisions are due while anybody waits. */
export const TICK_MS = 250;

export type JoinDecision =
  | { readonly kind: "issued"; readonly first: QueueNumber; readonly status: RoomStatus }
  | { readonly kind: "refused"; readonly reason: "joining_refused" | "room_ended" };

/** The door's decision, with what a visitor who has to wait needs to know. */
export type RoomClaimDecision =
  | Exclude<ClaimDecision, { kind: "not_your_turn" }>
  | { readonly kind: "not_your_turn"; readonly servingCounter: QueueNumber; readonly retryAfterMs: Millis };

export interface RoomFigures {
  readonly calledUnclaimed: number;
  readonly parked: number;
  readonly admittedTotal: number;
  readonly arrivalsLastMinute: number;
  readonly admissionsLastMinute: number;
  readonly missedTotal: number;
  readonly showUpShare: number;
}

export class Room {
  readonly #records: RoomRecords;
  readonly #line: Line;
  readonly #door: Door;
  readonly #pace = new CallPace();
  readonly #arrivals = new Tally(5_000, 12);
  #settings: RoomSettings;
  #feed: readonly FeedEntry[];
  #showUpShare = 1;
  #tickedAtMs = 0;
  #callsTidiedAtMs = 0;
  #status: RoomStatus | undefined;

  constructor(memory: RoomMemory, records: RoomRecords, options: DoorOptions, nowMs: Millis) {
    this.#records = records;
    this.#settings = memory.settings;
    this.#feed = memory.feed;
    this.#line = new Line(memory.line, memory.doubtful, records, nowMs);
    this.#door = new Door(memory, records, options, this.#line.wakes, nowMs);
  }

  get settings(): RoomSettings {
    return this.#settings;
  }

  /** Gives `count` numbers, one after the other. */
  join(count: number, nowMs: Millis): JoinDecision {
    this.#catchUp(nowMs);
    const settings = this.#settings;
    if (!settings.suspended && hasEnded(settings, nowMs)) return { kind: "refused", reason: "room_ended" };
    if (!standsOpen(settings) && settings.queueingMethod === "reject")
      return { kind: "refused", reason: "joining_refused" };
    const first = this.#line.nextNumber;
    this.#arrivals.add(count, nowMs);
    for (let joined = 0; joined < count; joined++) {
      const number = this.#line.take(nowMs);
      if (number === this.#line.servingCounter && this.#isStraightIn(nowMs)) this.#call(1, nowMs);
    }
    this.#status = undefined;
    return { kind: "issued", first: queueNumber(first), status: this.status(nowMs) };
  }

  /** Opens the door for a called number. Idempotent. */
  claim(number: QueueNumber, visitorId: VisitorId, nowMs: Millis): RoomClaimDecision {
    this.#catchUp(nowMs);
    this.#passTime(nowMs);
    const { servingCounter, nextNumber } = this.#line;
    if (!Number.isSafeInteger(number) || number < 0 || number >= nextNumber)
      return { kind: "refused", reason: "unknown_number" };
    const decision = this.#door.claim(number, visitorId, number < servingCounter, this.#settings, nowMs);
    if (decision.kind === "not_your_turn")
      return {
        kind: "not_your_turn",
        servingCounter: queueNumber(servingCounter),
        retryAfterMs: decision.retryAfterMs ?? this.#pollAfterMs(number, nowMs),
      };
    if (decision.kind === "admitted" && !decision.again) this.#status = undefined;
    return decision;
  }

  renew(sessionId: SessionId, nowMs: Millis): RenewDecision {
    this.#passTime(nowMs);
    return this.#door.renew(sessionId, this.#settings, nowMs);
  }

  /** Frees the slot at once and offers it. Idempotent. */
  end(sessionId: SessionId, reason: string, nowMs: Millis): void {
    this.#passTime(nowMs);
    if (this.#door.end(sessionId, reason, nowMs)) this.tick(nowMs);
  }

  /** Takes new settings over; they hold from this moment on. */
  configure(settings: RoomSettings, actor: string, message: string | undefined, nowMs: Millis): void {
    this.tick(nowMs); // what was due under the old settings
    const admitted = admits(this.#settings, nowMs);
    const announcement = announcementOf(this.#settings, settings, message);
    const entry = this.#records.saveSettings(settings, { atMs: nowMs, actor, announcement });
    if (entry !== undefined) this.#feed = [...this.#feed, entry].slice(-FEED_PUBLIC_MAX);
    this.#settings = settings;
    if (!admitted && admits(settings, nowMs)) {
      this.#door.places.restartWindows(nowMs);
      this.#records.restartTurns(nowMs);
    }
    this.tick(nowMs);
  }

  /** Everything that is due by now: time that ran out, and the release. */
  tick(nowMs: Millis): void {
    this.#tickedAtMs = nowMs;
    this.#passTime(nowMs);
    this.#door.places.tidyDoor(nowMs);
    const forecast = this.#door.showUp.forecast(nowMs);
    this.#showUpShare = forecast.share;
    const isQueueing = this.#line.waiting > 0 && isCalling(this.#settings, nowMs);
    const calls = isQueueing ? this.#planCalls(forecast, nowMs) : 0;
    this.#pace.tick(calls > 0 ? this.#call(calls, nowMs) : 0, isQueueing, nowMs);
    this.#line.settle(nowMs);
    this.#status = undefined;
  }

  /** When {@link tick} is due next, or `undefined` when nothing will be before somebody acts. */
  nextTickMs(nowMs: Millis): Millis | undefined {
    const { waiting, nextSettleMs } = this.#line;
    let dueMs: number = nextSettleMs ?? Infinity;
    if (waiting > 0) {
      if (isCalling(this.#settings, nowMs)) return millis(Math.min(dueMs, this.#tickedAtMs + TICK_MS));
      dueMs = Math.min(dueMs, nextPhaseChangeMs(this.#settings, nowMs) ?? Infinity);
    }
    if (admits(this.#settings, nowMs))
      dueMs = Math.min(dueMs, this.#door.places.nextLapseMs(this.#settings.claimWindowMs) ?? Infinity);
    return dueMs === Infinity ? undefined : millis(dueMs);
  }

  /** The public state; the same object while nothing changes. */
  status(nowMs: Millis): RoomStatus {
    const hasExpired = this.#door.passTime(nowMs) > 0;
    const known = this.#status;
    if (known !== undefined && !hasExpired && nowMs - known.asOfMs < TICK_MS) return known;
    const { servingCounter, nextNumber, waiting } = this.#line;
    const { slowPerMinute, fastPerMinute } = this.#pace.rate;
    this.#status = statusOf(this.#settings, {
      phase: phaseOf(this.#settings, waiting, nowMs),
      servingCounter: queueNumber(servingCounter),
      nextNumber: queueNumber(nextNumber),
      inside: this.#door.visits.inside,
      callsPerMinuteSlow: slowPerMinute,
      callsPerMinuteFast: fastPerMinute,
      feed: this.#feed,
      asOfMs: nowMs,
    });
    return this.#status;
  }

  /** What an edge asks for once a second, from memory (W7). */
  observe(nowMs: Millis): { status: RoomStatus; endedVersion: number; endedIds: () => readonly SessionId[] } {
    this.#catchUp(nowMs);
    const { visits } = this.#door;
    return { status: this.status(nowMs), endedVersion: visits.endedVersion, endedIds: () => visits.endedIds };
  }

  figures(nowMs: Millis): RoomFigures {
    this.#catchUp(nowMs);
    return {
      calledUnclaimed: this.#door.places.calledCount,
      parked: this.#door.places.parkedCount,
      admittedTotal: this.#door.admittedTotal,
      arrivalsLastMinute: this.#arrivals.total(nowMs),
      admissionsLastMinute: this.#door.admissionsSince(nowMs - 60_000),
      missedTotal: this.#line.missedTotal,
      showUpShare: this.#showUpShare,
    };
  }

  /** Leaves nothing in doubt, before this memory is thrown away and read anew from storage. */
  close(nowMs: Millis): void {
    this.#line.close(nowMs);
  }

  #catchUp(nowMs: Millis): void {
    if (nowMs - this.#tickedAtMs >= TICK_MS) this.tick(nowMs);
  }

  /** Visits that expired and turns that lapsed are judged by the clock, not by when somebody looked. */
  #passTime(nowMs: Millis): void {
    if (this.#door.passTime(nowMs) > 0) this.#status = undefined;
    if (!admits(this.#settings, nowMs)) return; // nobody can come in, so nobody's turn runs out
    const { parked, recalled, expired } = this.#door.places.sweep(nowMs, this.#settings.claimWindowMs);
    for (const number of parked) this.#records.savePlace({ number, state: "parked", turn: 1, sinceMs: nowMs });
    for (const number of recalled) this.#records.savePlace({ number, state: "called", turn: 2, sinceMs: nowMs });
    for (const number of expired) this.#records.dropPlace(number);
    if (parked.length > 0) this.#records.dropCalls(millis(nowMs - this.#settings.claimWindowMs));
    this.#line.countMissed(parked.length + expired.length);
  }

  /** Nobody waits and a slot is free: the one who joins is called in the same step, and can count on the door. */
  #isStraightIn(nowMs: Millis): boolean {
    if (!isCalling(this.#settings, nowMs)) return false;
    const { places, showUp } = this.#door;
    return this.#door.openings(this.#settings, nowMs) > places.atDoorCount + showUp.missingLately;
  }

  #planCalls({ share, latencyMs, toCome }: ShowUpForecast, nowMs: Millis): number {
    const { totalActiveUsers, newUsersPerMinute } = this.#settings;
    const { inside } = this.#door.visits;
    return planRelease({
      waiting: this.#line.waiting,
      freeSlots: totalActiveUsers - inside,
      inside,
      visitMs: this.#door.visitMs,
      rateAllowance: this.#door.rateAllowance(newUsersPerMinute, latencyMs, nowMs),
      atDoor: this.#door.places.atDoorCount,
      toCome,
      showUpShare: share,
      latencyMs,
    });
  }

  /** Calls the next `count` certain numbers; stored before anybody sees it (W4). @returns how many those were. */
  #call(count: number, nowMs: Millis): number {
    const { first, end, certain, skipped } = this.#line.call(count, nowMs);
    this.#records.saveCall({ first, end, calledAtMs: nowMs });
    const cohort = this.#door.showUp.called(certain, nowMs);
    const { places, visits } = this.#door;
    for (let number = first; number < end; number++) {
      if (visits.byNumber(queueNumber(number)) !== undefined) continue; // came in while the room stood open
      const isDoubtful = skipped.some((range) => number >= range.first && number < range.end);
      places.call(number, {
        turn: 1,
        sinceMs: nowMs,
        cohort: isDoubtful ? undefined : cohort,
        recordedSinceMs: undefined,
      });
    }
    const { claimWindowMs } = this.#settings;
    if (nowMs - this.#callsTidiedAtMs >= claimWindowMs) {
      this.#callsTidiedAtMs = nowMs;
      this.#records.dropCalls(millis(nowMs - claimWindowMs));
    }
    return certain;
  }

  #pollAfterMs(number: QueueNumber, nowMs: Millis): Millis {
    const status = this.status(nowMs);
    return millis(estimateWait(placeOf(number, status), status).pollAfterSeconds * 1_000);
  }
}
