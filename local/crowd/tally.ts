/**
 * What came of the buyers so far: counts for the live line, and the times that the report sums up.
 */

/** What came of one buyer. Every buyer comes to exactly one of these. */
export type Outcome = "sold" | "refused" | "declined" | "walkedAway" | "failed";

const ERROR_KINDS_MAX = 20;

export class Tally {
  buyers = 0;
  waiting = 0;
  readonly outcomes: Record<Outcome, number> = { sold: 0, refused: 0, declined: 0, walkedAway: 0, failed: 0 };
  /** Connections that broke or timed out; tried again. */
  interruptions = 0;
  /** 429 answers; waited and tried again. */
  throttled = 0;
  /** Until then (by `performance.now()`) a 5xx is an interruption, because somebody has pulled the plug. */
  excusedUntilMs = 0;
  readonly waitedMs: number[] = [];
  readonly checkoutMs: number[] = [];
  readonly #errors = new Map<string, number>();
  #errorCount = 0;

  /** 5xx answers and buyers who got nowhere. */
  get errors(): number {
    return this.#errorCount;
  }

  get isExcused(): boolean {
    return performance.now() < this.excusedUntilMs;
  }

  /** How often each kind of error was seen. */
  get errorKinds(): ReadonlyMap<string, number> {
    return this.#errors;
  }

  errorSeen(kind: string): void {
    this.#errorCount += 1;
    const seen = this.#errors.get(kind);
    if (seen !== undefined || this.#errors.size < ERROR_KINDS_MAX) this.#errors.set(kind, (seen ?? 0) + 1);
  }
}

/** The value that `share` of the sorted values do not exceed; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
