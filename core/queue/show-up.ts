/**
 * How many of those who were called come, and how soon: measured, so that the release can call ahead (W8).
 *
 * A visitor learns at their next poll that they are called, so they come one to three seconds later or not at all.
 * For each half second after a call it keeps the share of those still missing who came then (a life table: Kaplan and
 * Meier 1958), which also learns from calls whose claim window is still open. Old observations fade.
 */
import type { Millis } from "../brand.ts";

const BUCKET_MS = 500;
/** Who has not come after 16 s is not counted on any more; coming is still welcome. */
const BUCKETS = 32;
/** When this many calls are on record, all counts are halved: about the last thousand decide. */
const CALLS_REMEMBERED = 1_000;
/** Before anything is measured: nine in ten come, most of them within three seconds. Weighs as much as 10 calls. */
const PRIOR_CALLS = 10;
const PRIOR_HAZARDS = [0.2, 0.3, 0.35, 0.35, 0.35, 0.35] as const;
const PRIOR_HAZARD_LATER = 0.02;

/** Places called within this time count as one cohort: there are never more than a few dozen. */
const COHORT_SPAN_MS = 250;

/** Places that were called in the same moment. */
export interface Cohort {
  readonly calledAtMs: Millis;
  /** How many have not come yet. */
  missing: number;
  /** Buckets that have been counted. */
  bucketsSeen: number;
}

export interface ShowUpForecast {
  /** Share of those just called who will come, 0 to 1. */
  readonly share: number;
  /** From the call to the knock, on average, of those who come. */
  readonly latencyMs: number;
  /** How many of those already called are still to come. */
  readonly toCome: number;
}

export class ShowUp {
  readonly #atRisk = Array.from<number>({ length: BUCKETS }).fill(PRIOR_CALLS);
  readonly #came = this.#atRisk.map((calls, bucket) => calls * (PRIOR_HAZARDS[bucket] ?? PRIOR_HAZARD_LATER));
  #cohorts: Cohort[] = [];
  #missing = 0;

  /** Counts `count` places as called now. */
  called(count: number, nowMs: Millis): Cohort {
    this.#missing += count;
    const latest = this.#cohorts.at(-1);
    if (latest !== undefined && latest.bucketsSeen === 0 && nowMs - latest.calledAtMs < COHORT_SPAN_MS) {
      latest.missing += count;
      return latest;
    }
    const cohort: Cohort = { calledAtMs: nowMs, missing: count, bucketsSeen: 0 };
    this.#cohorts.push(cohort);
    return cohort;
  }

  /** Expects one more who was called before a crash; nothing is learnt from the time before. */
  expect(calledAtMs: Millis, nowMs: Millis): Cohort | undefined {
    const bucketsSeen = Math.max(0, Math.floor((nowMs - calledAtMs) / BUCKET_MS));
    if (bucketsSeen >= BUCKETS) return undefined;
    this.#missing++;
    const latest = this.#cohorts.at(-1);
    if (latest?.calledAtMs === calledAtMs) {
      latest.missing++;
      return latest;
    }
    const cohort: Cohort = { calledAtMs, missing: 1, bucketsSeen };
    this.#cohorts.push(cohort);
    return cohort;
  }

  /** A visitor of `cohort` has come to the door for the first time. */
  came(cohort: Cohort, nowMs: Millis): void {
    const bucket = bucketOf(cohort, nowMs);
    if (cohort.bucketsSeen >= BUCKETS) return; // given up, and not counted on any more
    cohort.missing--;
    this.#missing--;
    if (bucket >= BUCKETS) return;
    this.#atRisk[bucket] = (this.#atRisk[bucket] ?? 0) + 1;
    this.#came[bucket] = (this.#came[bucket] ?? 0) + 1;
  }

  /** Learns from the time that has passed, and says what to expect. */
  forecast(nowMs: Millis): ShowUpForecast {
    this.#passTime(nowMs);
    let willCome = 0;
    let latencyMs = 0;
    const comesFrom: number[] = [];
    for (let bucket = BUCKETS - 1; bucket >= 0; bucket--) {
      const hazard = (this.#came[bucket] ?? 0) / (this.#atRisk[bucket] ?? 1);
      const before = willCome;
      willCome = hazard + (1 - hazard) * before;
      // Mean over those who come, from the start of this bucket on.
      latencyMs =
        willCome === 0 ? 0 : (hazard * (BUCKET_MS / 2) + (1 - hazard) * before * (BUCKET_MS + latencyMs)) / willCome;
      comesFrom[bucket] = willCome;
    }
    let toCome = 0;
    for (const cohort of this.#cohorts) toCome += cohort.missing * (comesFrom[bucketOf(cohort, nowMs)] ?? 0);
    return { share: willCome, latencyMs, toCome };
  }

  /** Called within the last 16 s and still missing, as of the last forecast. */
  get missingLately(): number {
    return this.#missing;
  }

  #passTime(nowMs: Millis): void {
    for (const cohort of this.#cohorts) {
      const passed = Math.min(bucketOf(cohort, nowMs), BUCKETS);
      for (; cohort.bucketsSeen < passed; cohort.bucketsSeen++)
        this.#atRisk[cohort.bucketsSeen] = (this.#atRisk[cohort.bucketsSeen] ?? 0) + cohort.missing;
      if (passed >= BUCKETS) this.#missing -= cohort.missing;
    }
    // The latest stays, also when all of it have come: more may be called into it.
    this.#cohorts = this.#cohorts.filter(
      (cohort, index) => cohort.bucketsSeen < BUCKETS && (cohort.missing > 0 || index === this.#cohorts.length - 1),
    );
    if ((this.#atRisk[0] ?? 0) <= CALLS_REMEMBERED) return;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      this.#atRisk[bucket] = Math.max((this.#atRisk[bucket] ?? 0) / 2, 1);
      this.#came[bucket] = (this.#came[bucket] ?? 0) / 2;
    }
  }
}

function bucketOf(cohort: Cohort, nowMs: Millis): number {
  return Math.max(0, Math.floor((nowMs - cohort.calledAtMs) / BUCKET_MS));
}
