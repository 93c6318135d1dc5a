/**
 * How fast the room has been calling lately: the slow and the fast end that wait estimates are made from, and how many
 * arrived or left in the last while. Counts per window of time, a fixed number of windows.
 */
import type { Millis } from "../brand.ts";

/** Counts of something over the last `windows` windows of `windowMs`. */
export class Tally {
  readonly #counts: number[];
  readonly #windowMs: number;
  #window = 0;

  constructor(windowMs: number, windows: number) {
    this.#windowMs = windowMs;
    this.#counts = Array.from<number>({ length: windows }).fill(0);
  }

  add(count: number, nowMs: Millis): void {
    this.#passTime(nowMs);
    const index = this.#window % this.#counts.length;
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
  }

  /** Everything in the last windows, the running one included. */
  total(nowMs: Millis): number {
    this.#passTime(nowMs);
    let total = 0;
    for (const count of this.#counts) total += count;
    return total;
  }

  #passTime(nowMs: Millis): void {
    const window = Math.floor(nowMs / this.#windowMs);
    // A clock that stepped back goes on in the window that is running.
    const steps = Math.min(Math.max(0, window - this.#window), this.#counts.length);
    for (let step = 1; step <= steps; step++) this.#counts[(window - steps + step) % this.#counts.length] = 0;
    this.#window = Math.max(this.#window, window);
  }
}

export interface CallRate {
  /** Numbers called per minute. Zero: unknown. */
  readonly slowPerMinute: number;
  readonly fastPerMinute: number;
}

const UNKNOWN: CallRate = { slowPerMinute: 0, fastPerMinute: 0 };
const SAMPLE_MS = 10_000;
/** Five minutes. */
const SAMPLES_MAX = 30;
const SAMPLES_MIN = 2;
/** Standard deviations from the middle to the 10th and 90th percentile. */
const TENTH = 1.28;

/** The pace of calling while people wait. Times in which nobody waited, or nobody could be called, teach nothing. */
export class CallPace {
  readonly #samples: number[] = [];
  #sampleStartMs: number | undefined;
  #calls = 0;
  #rate = UNKNOWN;

  get rate(): CallRate {
    return this.#rate;
  }

  /** @param isQueueing whether people waited and could be called since the last tick. */
  tick(called: number, isQueueing: boolean, nowMs: Millis): void {
    if (!isQueueing) {
      this.#sampleStartMs = undefined;
      return;
    }
    if (this.#sampleStartMs === undefined || nowMs < this.#sampleStartMs) {
      this.#sampleStartMs = nowMs;
      this.#calls = 0;
    }
    this.#calls += called;
    const spentMs = nowMs - this.#sampleStartMs;
    if (spentMs < SAMPLE_MS) return;
    this.#samples.push((this.#calls * 60_000) / spentMs);
    if (this.#samples.length > SAMPLES_MAX) this.#samples.shift();
    this.#sampleStartMs = nowMs;
    this.#calls = 0;
    this.#rate = rateOf(this.#samples);
  }
}

function rateOf(samples: readonly number[]): CallRate {
  if (samples.length < SAMPLES_MIN) return UNKNOWN;
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  if (mean === 0) return UNKNOWN;
  // The pace of a long wait is a mean over many samples: it varies by what the mean may be off, counting being
  // Poisson, and by half of what single samples vary.
  const calls = (mean * samples.length * SAMPLE_MS) / 60_000;
  const sorted = samples.toSorted((a, b) => a - b);
  const tenth = sorted[Math.floor((sorted.length - 1) * 0.1)] ?? mean;
  const ninetieth = sorted[Math.ceil((sorted.length - 1) * 0.9)] ?? mean;
  const chance = 1 + TENTH / Math.sqrt(calls);
  return {
    slowPerMinute: Math.min((mean + tenth) / 2, mean / chance),
    fastPerMinute: Math.max((mean + ninetieth) / 2, mean * chance),
  };
}
