/**
 * `npm run crowd`: real buyers over real HTTP, a live line, a report; exit code 1 when a promise was broken.
 * See `options.ts` for what it takes, `oracle/` for how it judges.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { crowdOptions, USAGE, type CrowdOptions } from "./options.ts";
import { kept, reportText } from "./report.ts";
import { runCrowd } from "./run.ts";
import { systemToVisit } from "./system.ts";

const root = path.resolve(import.meta.dirname, "../..");
const say = (line: string): void => console.log(line);

let options: CrowdOptions;
try {
  options = crowdOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exit(2);
}

try {
  const chart = options.chartFile === undefined ? undefined : await readFile(options.chartFile, "utf8");
  const system = await systemToVisit(root, say);
  process.once("SIGINT", () => void system.stop().finally(() => process.exit(130)));
  let keep = false;
  try {
    const report = await runCrowd(options, system.running, chart, say);
    if (options.jsonFile !== undefined) await writeFile(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
    say(reportText(report));
    keep = !kept(report);
    if (keep) say(`State and log of the system are in ${system.directory}.`);
    process.exitCode = keep ? 1 : 0;
  } finally {
    await system.stop(keep);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
