/**
 * The one alarm that an object has, as a promise: "wake me by then".
 *
 * An alarm rings at least once, maybe late, and is dropped after six failed tries. So it only tidies up: what is due
 * is judged by the clock wherever it is read. `alarm()` calls {@link AlarmClock.rang} first, then arms the next one
 * even if its work failed.
 */
import type { Millis } from "../../core/brand.ts";

export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  /** What is known to be armed. Unknown after waking: the first call then arms anew, which costs one row. */
  #armedMs: Millis | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get armedMs(): Millis | undefined {
    return this.#armedMs;
  }

  /** Makes sure that the alarm rings at `atMs` or before. Writes only when it has to. */
  ringBy(atMs: Millis): void {
    if (this.#armedMs !== undefined && this.#armedMs <= atMs) return;
    this.set(atMs);
  }

  /** Moves the alarm to `atMs`, also when that is later. */
  set(atMs: Millis): void {
    this.#armedMs = atMs;
    // Not awaited: the output gate holds every answer until it is stored, and a failure resets the object.
    void this.#storage.setAlarm(atMs);
  }

  /** The alarm has rung: nothing is armed until {@link ringBy} is called again. */
  rang(): void {
    this.#armedMs = undefined;
  }
}
