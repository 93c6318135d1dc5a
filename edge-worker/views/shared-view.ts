/**
 * One thing that an isolate reads from an object for all its requests: at most one read a second, however many ask
 * (W7). What is shared is plain data; a promise of one request is never awaited by another, because it dies with
 * that request. Whoever finds the data old reads it; the others meanwhile take what is there, if that is young enough
 * for them, or look again every few milliseconds.
 */
import type { Millis } from "../../core/brand.ts";

/** At most one read in this time. */
export const READ_EVERY_MS = 1000;
/** After a failed read nobody tries again for this long. */
const REST_AFTER_FAILURE_MS = 250;
/** A reader that has not answered after this long is given up: its request may have been ended with its client. */
const READER_PATIENCE_MS = 2_000;
/** How long a request waits in all before it is told that nothing is known. */
const WAIT_MS_MAX = 8_000;
const FOLLOWER_LOOKS_AGAIN_MS = 4;
/** While the object does not answer, readers that allow it are served what was last seen, up to this age. */
const LAST_SEEN_MS_MAX = 60_000;

/** The object does not answer and nothing young enough is known. */
export class NotReadable extends Error {
  override readonly name = "NotReadable";
}

/** The clock and the ways to wait of the request under way. */
export interface Pace {
  now(): Millis;
  sleep(ms: number): Promise<void>;
  /** Lets a read go on although its client has gone. */
  waitUntil(work: Promise<unknown>): void;
}

/** Asks the object, in the name of the request whose pace is given. */
type Read<Value> = (previous: Value | undefined, pace: Pace) => Promise<Value | undefined>;

interface Reading<Value> {
  readonly value: Value | undefined;
  /** When the read was sent off: the value is at least as young as this. */
  readonly askedAtMs: number;
}

export class SharedView<Value> {
  readonly #read: Read<Value>;
  #latest: Reading<Value> | undefined;
  #readerSinceMs: number | undefined;
  #failedAtMs = -Infinity;

  /** @param read asks the object; `undefined` when it does not exist. */
  constructor(read: Read<Value>) {
    this.#read = read;
  }

  /** What is here, if it is young enough to be given out without asking anybody. */
  fresh(nowMs: number): Value | undefined {
    return this.#latest !== undefined && nowMs - this.#latest.askedAtMs < READ_EVERY_MS
      ? this.#latest.value
      : undefined;
  }

  /**
   * A reading that was asked for after the call came is young enough however long the answer took: nobody could know
   * more by asking again.
   *
   * @param ageMsMax how old the value may be while somebody else is just reading it anew.
   * @returns `undefined` when the object says that it does not exist.
   * @throws NotReadable when the object does not answer.
   */
  async get(pace: Pace, ageMsMax: number = READ_EVERY_MS): Promise<Value | undefined> {
    const startedAtMs = pace.now();
    for (;;) {
      const nowMs = pace.now();
      const ageMs = this.#latest === undefined ? Infinity : nowMs - this.#latest.askedAtMs;
      if (this.#latest !== undefined && (ageMs < READ_EVERY_MS || this.#latest.askedAtMs >= startedAtMs)) {
        return this.#latest.value;
      }
      if (nowMs - this.#failedAtMs < REST_AFTER_FAILURE_MS) return this.#orThrow(ageMs, ageMsMax);
      if (this.#readerSinceMs === undefined || nowMs - this.#readerSinceMs > READER_PATIENCE_MS) {
        await this.#readOnce(pace);
        continue;
      }
      if (this.#latest !== undefined && ageMs < ageMsMax) return this.#latest.value;
      if (nowMs - startedAtMs > WAIT_MS_MAX) return this.#orThrow(ageMs, ageMsMax);
      await pace.sleep(FOLLOWER_LOOKS_AGAIN_MS);
    }
  }

  /** What was last seen, for those who would rather have something old than nothing. */
  lastSeen(nowMs: number): { readonly value: Value; readonly ageMs: number } | undefined {
    const latest = this.#latest;
    if (latest?.value === undefined || nowMs - latest.askedAtMs > LAST_SEEN_MS_MAX) return undefined;
    return { value: latest.value, ageMs: nowMs - latest.askedAtMs };
  }

  /** Never throws: what went wrong is remembered for all. */
  async #readOnce(pace: Pace): Promise<void> {
    const askedAtMs = pace.now();
    this.#readerSinceMs = askedAtMs;
    const reading = this.#read(this.#latest?.value, pace)
      .then((value) => {
        if (this.#latest === undefined || askedAtMs >= this.#latest.askedAtMs) this.#latest = { value, askedAtMs };
      })
      .catch((error: unknown) => {
        this.#failedAtMs = pace.now();
        console.error(JSON.stringify({ level: "error", message: "a view could not be read", error: String(error) }));
      })
      .finally(() => {
        if (this.#readerSinceMs === askedAtMs) this.#readerSinceMs = undefined;
      });
    pace.waitUntil(reading);
    await reading;
  }

  #orThrow(ageMs: number, ageMsMax: number): Value | undefined {
    if (this.#latest !== undefined && ageMs < ageMsMax) return this.#latest.value;
    throw new NotReadable();
  }
}
