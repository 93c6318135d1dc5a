/**
 * `npm run bench`: what the whole stack does on this machine, against what the same runtime can do bare, in one run.
 *
 *   --json FILE   write the figures as JSON
 *   --rounds N    how often everything is measured (default 3; the median counts)
 *   --seconds S   how long each measurement takes (default 4)
 *
 * The system is the one that `npm start` starts, in processes and a directory of its own. Baselines and ours take
 * turns, so that a machine that is busy for a moment is busy for both. The load runs here, over raw sockets.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { capacityOf } from "../../core/seating/chart.ts";
import { startThrowAway } from "../../local/crowd/system.ts";
import { freeBasePort } from "../../local/stack/ports.ts";
import { RowLock } from "./baseline/row-lock.ts";
import { startBaseline } from "./baseline/start-baseline.ts";
import { Ground } from "./ours/ground.ts";
import { measurements } from "./measurements.ts";
import { benchReport, benchTable, median, RATES, ROUND, type RateName } from "./report.ts";

const root = path.resolve(import.meta.dirname, "../..");
const CHECKOUT_SECONDS = 20;

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
  },
});
const rounds = Math.max(1, Math.trunc(Number(values.rounds)));
const seconds = Math.max(0.5, Number(values.seconds));

const system = await startThrowAway(root);
const stops: (() => Promise<void>)[] = [() => system.stop()];
try {
  const ports = await freeBasePort();
  const baseline = await startBaseline(root, { hello: ports, call: ports + 1 });
  stops.push(() => baseline.stop());
  const rowLock = await RowLock.start();
  stops.push(() => rowLock.stop());
  const ground = await Ground.prepare(system, root, CHECKOUT_SECONDS);
  stops.push(async () => ground.close());
  console.log(
    `Selling the ${ground.chartName}, ${capacityOf(ground.chart)} places; ${rounds} rounds of ${seconds} s for each measurement`,
  );

  const measure = measurements(ground, baseline, rowLock);
  const found = Object.fromEntries(RATES.map((name) => [name, []])) as unknown as Record<RateName, number[]>;
  const beside = new Map<string, number[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ROUND) {
      const { rate, more } = await measure[name](seconds);
      found[name].push(rate);
      for (const [what, value] of Object.entries(more ?? {})) beside.set(what, [...(beside.get(what) ?? []), value]);
    }
    console.log(
      `  round ${round}: ${RATES.map((name) => `${name} ${Math.round(found[name].at(-1) ?? 0)}`).join(", ")}`,
    );
  }
  const checkout = await ground.checkouts(CHECKOUT_SECONDS);
  const report = benchReport(found, checkout.p99Ms, {
    ...Object.fromEntries([...beside].map(([what, rates]) => [what, Math.round(median(rates))])),
    "checkout p50, ms": Math.round(checkout.p50Ms),
    "provider's own time, ms": Number(checkout.providerMs.toFixed(1)),
  });
  console.log(`\n${benchTable(report)}`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  for (const stop of stops.reverse()) await stop();
}
