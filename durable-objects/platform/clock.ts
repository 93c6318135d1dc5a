/**
 * The time that an object goes by. Each class keeps it in `static clock`, which cannot be reached over RPC;
 * a test sets it there, and it outlives an eviction as the real clock does.
 */
import { millis, type Millis } from "../../core/brand.ts";

export interface Clock {
  /** May stand still within one event, and may step back. */
  nowMs(): Millis;
}

export const systemClock: Clock = { nowMs: () => millis(Date.now()) };
