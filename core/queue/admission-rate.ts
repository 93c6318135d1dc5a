/**
 * The rate at which the door opens (W2): never more than `perMinute` admissions in any 60 s, and spread over the
 * minute: in any second at most 1.5 times the mean second (but always one).
 *
 * Exact: it remembers the time of every admission of the last minute. In between, a generic cell rate algorithm
 * (ITU-T I.371) paces them, so that the minute's budget is not gone after forty seconds.
 */
import { millis, type Millis } from "../brand.ts";

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const PEAK_FACTOR = 1.5;
/** How far admissions may lag behind their pace and still be made up for. */
const TOLERANCE_MS = 500;
/** What the pace may be off by: fractions of a millisecond, added to a date of today, are kept to a 4,096th each. */
const DRIFT_MS = 0.05;

export class AdmissionRate {
  /** Ascending. Those before `#head` are older than a minute. */
  #timesMs: number[];
  #head = 0;
  /** When the next admission is due by the pace alone. */
  #dueMs: number;

  /** @param recentMs the admissions of the last minute, for a room that wakes; in any order. */
  constructor(recentMs: readonly number[] = [], nowMs = 0) {
    // A clock that stepped back must not leave admissions in the future, where they would block the door.
    this.#timesMs = recentMs.map((atMs) => Math.min(atMs, nowMs)).sort((a, b) => a - b);
    this.#dueMs = this.#timesMs.at(-1) ?? 0;
  }

  record(nowMs: Millis, perMinute: number): void {
    this.#timesMs.push(nowMs);
    this.#dueMs = Math.max(this.#dueMs, nowMs - TOLERANCE_MS) + MINUTE_MS / Math.max(1, perMinute);
    while (this.#head < this.#timesMs.length && this.#at(this.#head) < nowMs - MINUTE_MS) this.#head++;
    if (this.#head > 1_000 && this.#head * 2 > this.#timesMs.length) {
      this.#timesMs = this.#timesMs.slice(this.#head);
      this.#head = 0;
    }
  }

  /** How many may come in at this very moment. */
  openings(nowMs: Millis, perMinute: number): number {
    if (perMinute <= 0) return 0;
    const behindMs = nowMs - Math.max(this.#dueAtMs(perMinute), nowMs - TOLERANCE_MS) + DRIFT_MS;
    const paced = behindMs < 0 ? 0 : Math.floor((behindMs * perMinute) / MINUTE_MS) + 1;
    // "Any 60 s" includes both ends, hence the one millisecond more.
    const inMinute = perMinute - this.admittedSince(nowMs - MINUTE_MS - 1);
    const inSecond = peakSecond(perMinute) - this.admittedSince(nowMs - SECOND_MS - 1);
    return Math.max(0, Math.min(paced, inMinute, inSecond));
  }

  /** When the door may open for somebody who has `rank` others before them, or `undefined` for never. */
  opensAtMs(nowMs: Millis, perMinute: number, rank: number): Millis | undefined {
    if (perMinute <= 0) return undefined;
    const pacedMs = this.#dueAtMs(perMinute) + (rank * MINUTE_MS) / perMinute;
    const minuteMs = this.#leavesAtMs(MINUTE_MS, Math.max(1, perMinute - rank));
    const secondMs = this.#leavesAtMs(SECOND_MS, Math.max(1, peakSecond(perMinute) - rank));
    return millis(Math.ceil(Math.max(nowMs, pacedMs - DRIFT_MS, minuteMs, secondMs)));
  }

  /** Admissions later than `sinceMs`. */
  admittedSince(sinceMs: number): number {
    let low = this.#head;
    let high = this.#timesMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(middle) > sinceMs) high = middle;
      else low = middle + 1;
    }
    return this.#timesMs.length - low;
  }

  /** A rate that was raised since the last admission holds from that admission on: nobody waits out the old pace. */
  #dueAtMs(perMinute: number): number {
    const lastMs = this.#timesMs.at(-1) ?? -Infinity;
    return Math.min(this.#dueMs, Math.max(lastMs, 0) + MINUTE_MS / perMinute);
  }

  /** When fewer than `count` admissions are left in the window of `spanMs` that ends then. */
  #leavesAtMs(spanMs: number, count: number): number {
    const index = this.#timesMs.length - count;
    return index < this.#head ? 0 : this.#at(index) + spanMs + 1;
  }

  #at(index: number): number {
    return this.#timesMs[index] ?? 0;
  }
}

/** The most admissions in any one second. */
export function peakSecond(perMinute: number): number {
  return Math.max(1, Math.floor((PEAK_FACTOR * perMinute * SECOND_MS) / MINUTE_MS));
}
