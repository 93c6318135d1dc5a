/**
 * The clock that holds go by. It stands still while the payment provider is down (S10), so that no hold runs out
 * because of that: a deadline in sale time never moves, and the time on the wall when it comes is computed.
 */
import { millis, type Millis } from "../brand.ts";

export interface SaleClock {
  /** How long the clock stood, in all former stops. */
  readonly stoodMs: Millis;
  readonly stopped?: { readonly atMs: Millis; readonly because: string };
}

export const RUNNING: SaleClock = { stoodMs: millis(0) };

export function saleTime(clock: SaleClock, nowMs: Millis): Millis {
  return millis(Math.min(nowMs, clock.stopped?.atMs ?? nowMs) - clock.stoodMs);
}

/** When a point of sale time comes, if the clock runs on from now. */
export function wallTime(clock: SaleClock, saleMs: Millis, nowMs: Millis): Millis {
  return millis(saleMs + nowMs - saleTime(clock, nowMs));
}

export function stop(clock: SaleClock, atMs: Millis, because: string): SaleClock {
  return clock.stopped === undefined ? { ...clock, stopped: { atMs, because } } : clock;
}

export function resume(clock: SaleClock, atMs: Millis): SaleClock {
  return clock.stopped === undefined ? clock : { stoodMs: millis(clock.stoodMs + atMs - clock.stopped.atMs) };
}
