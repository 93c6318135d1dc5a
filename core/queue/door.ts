/**
 * The door: decides every admission, at the moment of the claim, whatever was called before.
 *
 * W1: nobody new comes in while the cap is reached. W2: nor faster than the rate. W3: one number opens once. Among
 * those who stand at the door the lowest number goes first. What is decided is written before it is answered.
 */
import { millis, type Millis, type QueueNumber, type SessionId, type VisitorId } from "../brand.ts";
import { AdmissionRate } from "./admission-rate.ts";
import { CalledPlaces, type CalledPlace } from "./called-places.ts";
import { admits, hasEnded, standsOpen } from "./phase.ts";
import type { RoomMemory, RoomRecords } from "./records.ts";
import type { RoomSettings } from "./settings.ts";
import { ShowUp } from "./show-up.ts";
import { Visits, type Visit } from "./visits.ts";

/** A visitor at the door of a full house knocks this often per mean visit: a slot stands empty half of that. */
const KNOCKS_PER_VISIT = 100;
const FULL_RETRY_MS_MIN = 250;
const FULL_RETRY_MS_MAX = 2_000;
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 10_000;
/** A pause has no end that the room knows of. */
const HELD_RETRY_MS = 5_000;
/** The rate's allowance looks back over at least this long, so that a quiet moment is made up for. */
const ALLOWANCE_SPAN_MS = 2_000;
/** Spread of a Poisson count that is kept at the door, in standard deviations. */
const ALLOWANCE_DEVIATIONS = 2;
/** When this many visits have been measured, all counts are halved. */
const VISITS_REMEMBERED = 400;
/** Versions of the list of ended visits between two wakes; more visits than that do not end in one life. */
const VERSIONS_PER_WAKE = 1e9;

export type ClaimDecision =
  | { readonly kind: "admitted"; readonly visit: Visit; readonly again: boolean }
  /** `retryAfterMs` is absent while the number has not been called: it follows from the wait then. */
  | { readonly kind: "not_your_turn"; readonly retryAfterMs?: Millis }
  | { readonly kind: "turn_missed"; readonly next: "parked" | "expired" }
  | { readonly kind: "already_used" }
  | { readonly kind: "refused"; readonly reason: "room_ended" | "unknown_number" };

export type RenewDecision =
  | { readonly kind: "renewed"; readonly visit: Visit }
  | { readonly kind: "refused"; readonly reason: "renewal_used" | "admission_ended" };

export interface DoorOptions {
  readonly newSessionId: () => SessionId;
  /** The longest list of ended visits. */
  readonly endedSessionsMax: number;
}

export class Door {
  readonly places = new CalledPlaces();
  readonly visits: Visits;
  readonly showUp = new ShowUp();
  readonly #rate: AdmissionRate;
  readonly #records: RoomRecords;
  readonly #newSessionId: () => SessionId;
  #admittedTotal: number;
  /** Time that visitors have spent inside, and how many have left: together the mean visit. */
  #insideMs = 0;
  #leftCount = 0;
  #passedAtMs: Millis;

  constructor(memory: RoomMemory, records: RoomRecords, options: DoorOptions, wakes: number, nowMs: Millis) {
    this.#records = records;
    this.#passedAtMs = nowMs;
    this.#newSessionId = options.newSessionId;
    this.visits = new Visits(memory.visits, wakes * VERSIONS_PER_WAKE, options.endedSessionsMax);
    this.#admittedTotal = memory.admittedTotal;
    // A session lives at least a minute, so those that have not expired include every admission of the last minute.
    this.#rate = new AdmissionRate(
      memory.visits.map((visit) => visit.admittedAtMs),
      nowMs,
    );
    for (const { number, state, turn, sinceMs, recorded } of memory.places) {
      if (state === "parked") this.places.park(number, sinceMs);
      else if (recorded) this.places.call(number, { turn, sinceMs, cohort: undefined, recordedSinceMs: sinceMs });
      else
        this.places.call(number, {
          turn,
          sinceMs,
          cohort: this.showUp.expect(sinceMs, nowMs),
          recordedSinceMs: undefined,
        });
    }
  }

  get admittedTotal(): number {
    return this.#admittedTotal;
  }

  /**
   * How long a visit lasts on average; `undefined` until one has ended. Time spent over visits ended, not the mean of
   * those that ended: the first to leave are the short ones.
   */
  get visitMs(): number | undefined {
    return this.#leftCount === 0 ? undefined : this.#insideMs / this.#leftCount;
  }

  /** Lets visits expire whose time is up. @returns how many of those inside. */
  passTime(nowMs: Millis): number {
    this.#insideMs += this.visits.inside * Math.max(0, nowMs - this.#passedAtMs);
    this.#passedAtMs = nowMs;
    const expired = this.visits.passTime(nowMs);
    if (expired > 0) this.#countLeft(expired);
    return expired;
  }

  admissionsSince(sinceMs: number): number {
    return this.#rate.admittedSince(sinceMs);
  }

  /** @param called whether the number is below the serving counter. It was given out: the caller has checked that. */
  claim(
    number: QueueNumber,
    visitorId: VisitorId,
    called: boolean,
    settings: RoomSettings,
    nowMs: Millis,
  ): ClaimDecision {
    const place = this.places.called(number);
    const isParked = this.places.isParked(number);
    // Storage is asked about old numbers only: whoever has a turn has not come in yet.
    const mayBeUsed = place === undefined && !isParked && (called || standsOpen(settings));
    const earlier = this.visits.byNumber(number) ?? (mayBeUsed ? this.#records.visitByNumber(number) : undefined);
    if (earlier !== undefined) return again(earlier, visitorId, nowMs);
    if (standsOpen(settings)) return this.#admit(number, visitorId, place, settings, nowMs);
    if (hasEnded(settings, nowMs)) return { kind: "refused", reason: "room_ended" };
    if (!called) return { kind: "not_your_turn" };
    if (isParked) return this.#recall(number, nowMs);
    if (place === undefined) return { kind: "turn_missed", next: "expired" };
    if (!admits(settings, nowMs)) return { kind: "not_your_turn", retryAfterMs: millis(HELD_RETRY_MS) };
    return this.#knock(number, visitorId, place, settings, nowMs);
  }

  renew(sessionId: SessionId, settings: RoomSettings, nowMs: Millis): RenewDecision {
    const visit = this.visits.bySession(sessionId);
    if (visit === undefined || visit.endedAtMs !== undefined) return { kind: "refused", reason: "admission_ended" };
    if (visit.renewed) return { kind: "refused", reason: "renewal_used" };
    const expiresAtMs = millis(Math.max(visit.expiresAtMs, nowMs + settings.sessionDurationMs));
    const renewed: Visit = { ...visit, renewed: true, expiresAtMs };
    this.#records.saveVisit(renewed);
    this.visits.renew(renewed);
    return { kind: "renewed", visit: renewed };
  }

  /** @returns whether somebody left. */
  end(sessionId: SessionId, reason: string, nowMs: Millis): boolean {
    const visit = this.visits.bySession(sessionId);
    if (visit === undefined || visit.endedAtMs !== undefined) return false;
    this.#records.saveVisit(this.visits.end(visit, nowMs), reason);
    this.#countLeft(1);
    return true;
  }

  /** Openings at this very moment, by cap and rate. */
  openings({ totalActiveUsers, newUsersPerMinute }: RoomSettings, nowMs: Millis): number {
    return Math.min(totalActiveUsers - this.visits.inside, this.#rate.openings(nowMs, newUsersPerMinute));
  }

  /** How many visitors the rate will let in of those who are on their way, when each needs `latencyMs` to get here. */
  rateAllowance(perMinute: number, latencyMs: number, nowMs: Millis): number {
    if (perMinute <= 0) return 0;
    const spanMs = Math.max(ALLOWANCE_SPAN_MS, latencyMs, 60_000 / perMinute);
    const paced = (perMinute * spanMs) / 60_000 - this.#rate.admittedSince(nowMs + latencyMs - spanMs);
    const spread = ALLOWANCE_DEVIATIONS * Math.sqrt((perMinute * latencyMs) / 60_000);
    const inMinute = perMinute - this.#rate.admittedSince(nowMs + latencyMs - 60_000);
    return Math.min(paced, inMinute) + spread;
  }

  #countLeft(count: number): void {
    this.#leftCount += count;
    if (this.#leftCount <= VISITS_REMEMBERED) return;
    this.#leftCount /= 2;
    this.#insideMs /= 2;
  }

  /** A parked visitor has come back: their turn begins anew, and they hear once that they missed it. */
  #recall(number: QueueNumber, nowMs: Millis): ClaimDecision {
    this.places.callAgain(number, nowMs);
    this.#records.savePlace({ number, state: "called", turn: 2, sinceMs: nowMs });
    return { kind: "turn_missed", next: "parked" };
  }

  #knock(
    number: QueueNumber,
    visitorId: VisitorId,
    place: CalledPlace,
    settings: RoomSettings,
    nowMs: Millis,
  ): ClaimDecision {
    if (place.cohort !== undefined) this.showUp.came(place.cohort, nowMs);
    const rank = this.places.beforeAtDoor(number);
    if (rank < this.openings(settings, nowMs)) return this.#admit(number, visitorId, place, settings, nowMs);
    const retryAfterMs = this.#retryAfter(rank, settings, nowMs);
    // Not every knock is written: after a crash at least half a window is left.
    const { turn, recordedSinceMs } = place;
    const isDue = recordedSinceMs === undefined || nowMs - recordedSinceMs >= settings.claimWindowMs / 2;
    if (isDue) this.#records.savePlace({ number, state: "called", turn, sinceMs: nowMs });
    const standing: CalledPlace = {
      turn,
      sinceMs: nowMs,
      cohort: undefined,
      recordedSinceMs: isDue ? nowMs : recordedSinceMs,
    };
    this.places.standAtDoor(number, standing, nowMs + retryAfterMs);
    return { kind: "not_your_turn", retryAfterMs };
  }

  #retryAfter(rank: number, settings: RoomSettings, nowMs: Millis): Millis {
    if (rank >= settings.totalActiveUsers - this.visits.inside) {
      const retryAfterMs = (this.visitMs ?? settings.sessionDurationMs) / KNOCKS_PER_VISIT;
      return millis(Math.min(Math.max(retryAfterMs, FULL_RETRY_MS_MIN), FULL_RETRY_MS_MAX));
    }
    const opensAtMs = this.#rate.opensAtMs(nowMs, settings.newUsersPerMinute, rank) ?? Infinity;
    return millis(Math.min(Math.max(opensAtMs - nowMs, RETRY_MS_MIN), RETRY_MS_MAX));
  }

  #admit(
    number: QueueNumber,
    visitorId: VisitorId,
    place: CalledPlace | undefined,
    settings: RoomSettings,
    nowMs: Millis,
  ): ClaimDecision {
    const expiresAtMs = millis(nowMs + settings.sessionDurationMs);
    const sessionId = this.#newSessionId();
    const visit: Visit = { number, sessionId, visitorId, admittedAtMs: nowMs, expiresAtMs, renewed: false };
    this.#records.saveVisit(visit);
    if (place?.recordedSinceMs !== undefined) this.#records.dropPlace(number);
    this.places.remove(number);
    this.visits.admit(visit);
    this.#rate.record(nowMs, settings.newUsersPerMinute);
    this.#admittedTotal++;
    return { kind: "admitted", visit, again: false };
  }
}

function again(visit: Visit, visitorId: VisitorId, nowMs: Millis): ClaimDecision {
  if (visit.visitorId !== visitorId) return { kind: "refused", reason: "unknown_number" };
  const isInside = visit.endedAtMs === undefined && visit.expiresAtMs > nowMs;
  return isInside ? { kind: "admitted", visit, again: true } : { kind: "already_used" };
}
