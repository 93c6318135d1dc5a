/**
 * People come: all that fit at once, then one for each that has gone, until enough have come, everything is sold, or
 * the time is over. At most {@link ALIVE_MAX} are there at any moment, which bounds memory, sockets and timers.
 */
import { planBuyer } from "./buyers/plan.ts";
import { visit } from "./buyers/visit.ts";
import type { World } from "./buyers/world.ts";

const ALIVE_MAX = 1_000;

export interface Arrivals {
  readonly buyers: number;
  readonly seed: number;
  readonly run: string;
  /** True when nobody new need come. */
  readonly enough: () => boolean;
}

/** Resolves when the last buyer has gone home. */
export async function letThemCome(arrivals: Arrivals, world: World): Promise<void> {
  let next = 0;
  const comeOneAfterTheOther = async (): Promise<void> => {
    while (next < arrivals.buyers && world.open() && !arrivals.enough()) {
      const index = next;
      next += 1;
      await comeAndGo(index, arrivals, world);
    }
  };
  await Promise.all(Array.from({ length: Math.min(ALIVE_MAX, arrivals.buyers) }, comeOneAfterTheOther));
}

async function comeAndGo(index: number, { seed, run }: Arrivals, world: World): Promise<void> {
  const { tally } = world;
  tally.buyers += 1;
  try {
    tally.outcomes[await visit(planBuyer(seed, index, run), world)] += 1;
  } catch (error) {
    tally.outcomes.failed += 1;
    tally.errorSeen(error instanceof Error ? error.message : String(error));
  }
}
