/**
 * A power cut in the middle of the sale (`--kill-at`): the runtime's process is killed with -9 once so many seats are
 * sold, and starts again by itself. Every promise is demanded all the same (S4, S6, S7, S9, W4, W6).
 *
 * While it is dark, and for a moment after, an answer that says that a part is missing is no error: people see it and
 * press again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { killRuntimeOf } from "../runtime/leftovers.ts";
import type { World } from "./buyers/world.ts";

const LOOK_EVERY_MS = 50;
const BACK_WITHIN_MS = 60_000;
/** So long after the lights are on again some parts may still be finding each other. */
const EXCUSED_AFTER_MS = 5_000;
const WATCHER = { address: "198.51.100.9", admission: undefined };

/** What a power cut came to. */
export interface PowerCutReport {
  readonly seatsSoldBefore: number;
  readonly processesKilled: number;
  /** From the kill to the first answer. */
  readonly backAfterMs: number;
}

export interface PowerCutPlan {
  /** The process that started the system. */
  readonly pid: number;
  /** The cut comes once so many seats are sold. */
  readonly afterSeatsSold: number;
  /** True when nobody comes any more: then there is nothing left to interrupt. */
  readonly over: () => boolean;
}

/** @returns `undefined` when the sale was over first. */
export async function cutPower(plan: PowerCutPlan, world: World): Promise<PowerCutReport | undefined> {
  const { seats, tally } = world;
  while (seats.seatsSold < plan.afterSeatsSold) {
    if (plan.over()) return undefined;
    await sleep(LOOK_EVERY_MS);
  }
  const seatsSoldBefore = seats.seatsSold;
  const cutAtMs = performance.now();
  tally.excusedUntilMs = cutAtMs + BACK_WITHIN_MS;
  const processesKilled = await killRuntimeOf(plan.pid);
  if (processesKilled === 0) throw new Error("no runtime was found to kill: this works on Linux only");
  const { status } = await world.shop.status(WATCHER); // a broken connection is tried again until there is an answer
  if (status !== 200) throw new Error(`after the power cut the room's status was answered ${status}`);
  const backAtMs = performance.now();
  tally.excusedUntilMs = backAtMs + EXCUSED_AFTER_MS;
  return { seatsSoldBefore, processesKilled, backAfterMs: Math.round(backAtMs - cutAtMs) };
}
