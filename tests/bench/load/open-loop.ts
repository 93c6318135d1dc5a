/**
 * At a fixed rate, whatever the system does: work starts on the schedule and its time counts from the scheduled
 * moment, so that a stall is seen by everybody who would have come during it (no coordinated omission).
 */
import { setTimeout as sleep } from "node:timers/promises";

/** @returns milliseconds of each piece of work, from its scheduled moment; rejects with the first failure. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const count = Math.round(perSecond * seconds);
  const startedAtMs = performance.now();
  const timesMs: number[] = [];
  const running: Promise<void>[] = [];
  const failures: Error[] = [];
  for (let index = 0; index < count && failures.length === 0; index += 1) {
    const dueAtMs = startedAtMs + (index * 1000) / perSecond;
    const early = dueAtMs - performance.now();
    if (early > 0) await sleep(early);
    running.push(
      work(index).then(
        () => void timesMs.push(performance.now() - dueAtMs),
        (error: Error) => void failures.push(error),
      ),
    );
  }
  await Promise.all(running);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return timesMs;
}
