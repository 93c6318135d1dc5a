/**
 * The line itself: which number comes next, and up to where numbers have been called (W4, W5, W6).
 *
 * Both counters only grow, across every crash: the serving counter is stored before it is shown, and numbers are
 * stored in blocks before any of a block is given out.
 */
import { millis, type Millis } from "../brand.ts";
import { BLOCK_SIZE_MIN, nextBlockSize, type NumberRange } from "./numbers.ts";
import type { LineRecord, RoomRecords } from "./records.ts";

type LineRecords = Pick<RoomRecords, "saveLine" | "saveDoubtful" | "dropDoubtful">;

export const NEW_LINE: LineRecord = { servingCounter: 0, given: 0, reserved: 0, wakes: 0, missedTotal: 0 };
/** How long the stored mark may lag behind the numbers given out. */
const SETTLE_MS = 1_000;

export interface CalledRange extends NumberRange {
  readonly certain: number;
  readonly skipped: readonly NumberRange[];
}

export class Line {
  readonly #records: LineRecords;
  #saved: LineRecord;
  #savedAtMs: Millis;
  #next: number;
  #nextAtLastSettle: number;
  #missedTotal: number;
  #blockSize = BLOCK_SIZE_MIN;
  #blockSinceMs: Millis;
  #blockFirst: number;
  #doubtful: readonly NumberRange[];

  /** Wakes with what was stored. Numbers that may or may not have been given out before become doubtful. */
  constructor(stored: LineRecord, doubtful: readonly NumberRange[], records: LineRecords, nowMs: Millis) {
    this.#records = records;
    this.#savedAtMs = nowMs;
    this.#blockSinceMs = nowMs;
    this.#next = stored.reserved;
    this.#nextAtLastSettle = stored.reserved;
    this.#blockFirst = stored.reserved;
    this.#missedTotal = stored.missedTotal;
    this.#doubtful = doubtful;
    if (stored.given < stored.reserved) {
      const range = { first: stored.given, end: stored.reserved };
      records.saveDoubtful(range);
      this.#doubtful = [...doubtful, range];
    }
    this.#saved = stored;
    this.#save({ wakes: stored.wakes + 1 }, nowMs);
  }

  get servingCounter(): number {
    return this.#saved.servingCounter;
  }

  get nextNumber(): number {
    return this.#next;
  }

  get waiting(): number {
    return this.#next - this.#saved.servingCounter;
  }

  get wakes(): number {
    return this.#saved.wakes;
  }

  get missedTotal(): number {
    return this.#missedTotal;
  }

  /** Gives out the next number. Writes only when a block is used up. */
  take(nowMs: Millis): number {
    if (this.#next >= this.#saved.reserved) {
      // A block that was given back half used says nothing about how fast numbers go.
      const isUsedUp = this.#next - this.#blockFirst >= this.#blockSize;
      if (isUsedUp) this.#blockSize = nextBlockSize(this.#blockSize, nowMs - this.#blockSinceMs);
      this.#blockSinceMs = nowMs;
      this.#blockFirst = this.#next;
      this.#save({ reserved: this.#next + this.#blockSize }, nowMs);
    }
    return this.#next++;
  }

  /**
   * Calls the next `count` numbers that were given out for certain, and on the way every doubtful one.
   *
   * @returns the range called, how many of it are certain, and the doubtful parts.
   */
  call(count: number, nowMs: Millis): CalledRange {
    const first = this.servingCounter;
    let end = first;
    let certain = 0;
    while (end < this.#next) {
      const range = this.#doubtful.find((candidate) => candidate.end > end);
      if (range !== undefined && range.first <= end) {
        end = range.end;
        continue;
      }
      if (certain === count) break;
      const step = Math.min(count - certain, Math.min(range?.first ?? this.#next, this.#next) - end);
      certain += step;
      end += step;
    }
    // With nobody left in the line the rest of the block goes back, so that a crash leaves nothing doubtful.
    this.#save({ servingCounter: end, ...(end === this.#next && { reserved: end }) }, nowMs);
    const skipped = this.#doubtful.filter((range) => range.end <= end);
    if (skipped.length > 0) {
      this.#records.dropDoubtful(end);
      this.#doubtful = this.#doubtful.filter((range) => range.end > end);
    }
    return { first, end, certain, skipped };
  }

  /** Counts turns that were missed; stored with the next write. */
  countMissed(count: number): void {
    this.#missedTotal += count;
  }

  /** Stores what was given out, at most once a second, and gives a block back in which nobody has joined lately. */
  settle(nowMs: Millis): void {
    if (nowMs - this.#savedAtMs < SETTLE_MS || this.nextSettleMs === undefined) return;
    const isQuiet = this.#next === this.#nextAtLastSettle;
    this.#nextAtLastSettle = this.#next;
    this.#save(isQuiet ? { reserved: this.#next } : {}, nowMs);
  }

  /** When {@link settle} will have something to do. */
  get nextSettleMs(): Millis | undefined {
    const { given, reserved, missedTotal } = this.#saved;
    const isSettled = given === this.#next && reserved === this.#next && missedTotal === this.#missedTotal;
    return isSettled ? undefined : millis(this.#savedAtMs + SETTLE_MS);
  }

  /** Everything given out is certain: used before memory is read anew while the object lives. */
  close(nowMs: Millis): void {
    this.#save({ reserved: this.#next }, nowMs);
  }

  #save(change: Partial<LineRecord>, nowMs: Millis): void {
    this.#saved = { ...this.#saved, ...change, given: this.#next, missedTotal: this.#missedTotal };
    this.#savedAtMs = nowMs;
    this.#records.saveLine(this.#saved);
  }
}
