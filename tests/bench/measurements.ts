/**
 * What is measured, by name: baselines and ours, each for about as long as it is told to.
 */
import { requestText, type Reply } from "../../local/crowd/http/connection.ts";
import type { RowLock } from "./baseline/row-lock.ts";
import type { Baseline } from "./baseline/start-baseline.ts";
import { ClosedLoop, expectStatus, type Target } from "./load/closed-loop.ts";
import type { Ground } from "./ours/ground.ts";
import type { RateName } from "./report.ts";

interface Found {
  readonly rate: number;
  /** Rates that were found on the way, by what they are. */
  readonly more?: Readonly<Record<string, number>>;
}

export type Measurements = Readonly<Record<RateName, (seconds: number) => Promise<Found>>>;

export function measurements(ground: Ground, baseline: Baseline, rowLock: RowLock): Measurements {
  return {
    hello: bare(baseline.hello),
    status: async (seconds) => ({ rate: await ground.status(seconds) }),
    join: async (seconds) => ({ rate: await ground.join(seconds) }),
    claim: async () => ({ rate: await ground.claim() }),
    call: bare(baseline.call),
    reserve: async (seconds) => {
      const { reserve, release } = await ground.reserve(seconds);
      return { rate: reserve, more: { "release, between, /s": release } };
    },
    bestAvailable: async (seconds) => ({ rate: (await ground.bestAvailable(seconds)).reserve }),
    rowLock: async (seconds) => {
      const { statements, oneFunction } = await rowLock.measure(seconds);
      return { rate: statements, more: { "rowLock in one function, /s": oneFunction } };
    },
  };
}

function bare(target: Target): (seconds: number) => Promise<Found> {
  const loop = new ClosedLoop(target);
  const exchange = {
    text: requestText("GET", "/", `${target.host}:${target.port}`),
    take: (reply: Reply) => expectStatus(reply, 200),
  };
  return async (seconds) => {
    const { count, seconds: took } = await loop.run(() => exchange, seconds);
    loop.close();
    return { rate: count / took };
  };
}
