/**
 * `npm run load`: builds k6 with Go where it is missing, starts a throw-away system, and runs the on-sale script.
 *
 * `--short` keeps it under half a minute; that is what CI runs.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAssets } from "./build-assets.ts";
import { demoOf } from "../local/demo/demo.ts";
import { freeBasePort, portsFrom } from "../local/stack/ports.ts";
import { startStack } from "../local/stack/start-stack.ts";

const K6 = "go.k6.io/k6@v1.8.1";

const root = path.resolve(import.meta.dirname, "..");
const { values: options } = parseArgs({ options: { short: { type: "boolean", default: false } } });

const k6 = builtK6();
await buildAssets();
const directory = await mkdtemp(path.join(tmpdir(), "foyer-load-"));
const stack = await startStack({ root, directory, ports: portsFrom(await freeBasePort()), durable: false });
try {
  const demo = await demoOf(stack);
  const finance = demo.logins.find(({ role }) => role === "finance");
  const environment = {
    ...process.env,
    FOYER_URL: stack.urls.edge,
    FOYER_EVENT: demo.ids.eventId,
    FOYER_ROOM: demo.ids.roomId,
    FOYER_EMAIL: finance?.email,
    FOYER_PASSWORD: finance?.password,
    ...(options.short ? { K6_SHORT: "1" } : {}),
  };
  const result = await run(k6, ["run", "--quiet", "--no-usage-report", "tests/load/on-sale.js"], environment);
  process.exitCode = result;
} finally {
  await stack.stop();
  await rm(directory, { recursive: true, force: true });
}

/** The path of k6, built into `.foyer/bin` when it is not there yet. */
function builtK6(): string {
  const bin = path.join(root, ".foyer", "bin");
  const program = path.join(bin, "k6");
  if (existsSync(program)) return program;
  console.log(`Building ${K6} (about a minute, once) …`);
  const built = spawnSync("go", ["install", K6], { env: { ...process.env, GOBIN: bin }, stdio: "inherit" });
  if (built.status !== 0) throw new Error("k6 could not be built; is Go installed?");
  return program;
}

/** The system runs in this process, so the load must not block it. */
function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env: environment, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
