/**
 * Queue numbers and the blocks in which they are reserved before any of them is given out (W4, W6).
 *
 * What is stored is a high-water mark, not a row per visitor. After a crash the numbers between the last mark and the
 * end of the block are doubtful: nobody knows whether they were given out. They are skipped and cost no slot.
 */
import type { QueueNumber } from "../brand.ts";

/** The caller vouches that `value` is a whole number of at least 0. */
export function queueNumber(value: number): QueueNumber {
  return value as QueueNumber;
}

/** Small enough that a crash of a quiet room leaves few doubtful numbers. */
export const BLOCK_SIZE_MIN = 32;
/** A second of joins at the most that one object has been seen to serve. */
export const BLOCK_SIZE_MAX = 16_384;
/** A block should last about this long: one row written per second of joins. */
const BLOCK_SPAN_MS = 1_000;

/** How many numbers to reserve next, after a block of `size` lasted `spentMs`. */
export function nextBlockSize(size: number, spentMs: number): number {
  if (spentMs < BLOCK_SPAN_MS / 2) return Math.min(size * 4, BLOCK_SIZE_MAX);
  if (spentMs > BLOCK_SPAN_MS * 2) return Math.max(Math.floor(size / 4), BLOCK_SIZE_MIN);
  return size;
}

/** Numbers from `first` up to, but without, `end`. */
export interface NumberRange {
  readonly first: number;
  readonly end: number;
}
