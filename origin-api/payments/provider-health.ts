/**
 * Does the provider answer? Counts calls without an answer, so that an outage is declared once instead of suffered by
 * every buyer (S10).
 *
 * Lives in one isolate and is only a hint when to stop asking: that an outage was declared is kept by the objects.
 */

/** So many calls in a row without an answer are an outage. */
const FAILURES_MAX = 5;
/** Then nobody asks for so long; the next who does finds out whether it is over. */
const QUIET_MS = 5_000;

export class ProviderHealth {
  #failures = 0;
  #quietUntilMs = 0;

  answered(): void {
    this.#failures = 0;
    this.#quietUntilMs = 0;
  }

  unanswered(nowMs: number): void {
    this.#failures += 1;
    if (this.isDown) this.#quietUntilMs = nowMs + QUIET_MS;
  }

  get isDown(): boolean {
    return this.#failures >= FAILURES_MAX;
  }

  /** Better not asked now. */
  isQuiet(nowMs: number): boolean {
    return this.isDown && nowMs < this.#quietUntilMs;
  }
}
