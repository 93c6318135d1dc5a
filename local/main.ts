/**
 * `npm start`: everything on one machine, with a line for each part as it comes up, until Ctrl-C.
 *
 *   --fresh        begin anew: forget all state
 *   --port N       the first of the row of ports (default 8800)
 *   --watch        rebuild and restart the Workers when their source changes (`npm run dev`)
 *   --directory D  keep the state somewhere else than in .foyer/
 */
import { rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAssets } from "../scripts/build-assets.ts";
import { demoOf } from "./demo/demo.ts";
import { openLog } from "./stack/log-file.ts";
import { BASE_PORT, portsFrom } from "./stack/ports.ts";
import { forgetRunning, runningIn, writeRunning } from "./stack/running-file.ts";
import { startStack, type Stack } from "./stack/start-stack.ts";
import { watchWorkers } from "./stack/watch.ts";

const root = path.resolve(import.meta.dirname, "..");

const { values: options } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    port: { type: "string", default: String(BASE_PORT) },
    directory: { type: "string", default: path.join(root, ".foyer") },
  },
});

const startedAt = performance.now();
const directory = path.resolve(options.directory);
const ports = portsFrom(portNumber(options.port));

const other = await runningIn(directory);
if (other !== undefined)
  giveUp(`Foyer already runs here (process ${other.pid}) at ${other.urls.edge}. Stop it first, or use its pages.`);
if (options.fresh) await rm(directory, { recursive: true, force: true });

let stack: Stack | undefined;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopAll());

try {
  say("Pages and panel", `${await buildAssets()} files built`);
  const { log, file } = await openLog(directory);
  stack = await startStack({ root, directory, ports, progress: say, log });
  const demo = await demoOf(stack, say);
  const urls = {
    edge: stack.urls.edge,
    shop: `${stack.urls.edge}/`,
    panel: `${stack.urls.edge}/panel/`,
    openapi: `${stack.urls.edge}/openapi.json`,
    mailbox: stack.urls.mailbox,
    sms: `${stack.urls.mailbox}/texts`,
    provider: stack.urls.provider,
  };
  await writeRunning(directory, { pid: process.pid, urls, logins: demo.logins, demo: demo.ids });
  if (options.watch) watchWorkers(root, stack.runtime, say);
  const people = demo.logins.map(({ role, email, password }) => `${role.padEnd(10)} ${email.padEnd(25)} ${password}`);
  console.log(`
Foyer is open (${((performance.now() - startedAt) / 1000).toFixed(1)} s).

  Shop       ${urls.shop}
  Panel      ${urls.panel}
               ${people.join("\n               ")}
  API        ${stack.urls.edge}/docs
  Inbox      ${urls.mailbox}/   mails and text messages
  Payments   ${urls.provider}/
  Log        ${path.relative(process.cwd(), file)}

Ctrl-C stops everything; what was sold is kept in ${path.relative(process.cwd(), directory) || directory}.`);
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error);
    if (process.env["FOYER_TRACE"] !== undefined) console.error(error);
    await stopAll(1);
  }
}

async function stopAll(code = 0): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (code === 0) console.log("\nStopping …");
  await stack?.stop();
  await forgetRunning(directory);
  process.exit(code);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000)
    giveUp(`--port must be a number from 1024 to 65000, not ${text}`);
  return port;
}

function say(part: string, detail: string): void {
  console.log(`  ✓ ${part.padEnd(18)} ${detail}`);
}

function giveUp(message: string): never {
  console.error(message);
  process.exit(1);
}
