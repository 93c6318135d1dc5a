/**
 * Which system is visited: the one that runs here (`npm start`), or one of our own in a throw-away directory, started
 * the same way and stopped and deleted afterwards, so that a crowd never touches what somebody keeps in `.foyer/`.
 * What a promise was broken in is kept, to be looked at.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freeBasePort } from "../stack/ports.ts";
import { runningIn, type Running } from "../stack/running-file.ts";

export interface System {
  readonly running: Running;
  /** Where its state and secrets are. */
  readonly directory: string;
  /** Stops it, if it was started from here. @param keep leaves its state and log where they are. */
  stop(keep?: boolean): Promise<void>;
}

const START_MAX_MS = 120_000;
const STOP_MAX_MS = 30_000;
const LOOK_EVERY_MS = 100;
const OUTPUT_KEPT = 4_000;

/** @param root the project's root. */
export async function systemToVisit(root: string, say: (line: string) => void): Promise<System> {
  const directory = path.join(root, ".foyer");
  const running = await runningIn(directory);
  if (running !== undefined) {
    say(`Visiting the running system at ${running.urls.edge}.`);
    return { running, directory, stop: () => Promise.resolve() };
  }
  say("Nothing runs here: starting a system of our own in a throw-away directory …");
  const own = await startThrowAway(root);
  say(`It stands at ${own.running.urls.edge}.`);
  return own;
}

/** A system in a directory of its own, in processes of its own, on ports of its own. */
export async function startThrowAway(root: string): Promise<System> {
  const directory = await mkdtemp(path.join(tmpdir(), "foyer-crowd-"));
  const port = await freeBasePort();
  const args = ["--disable-warning=ExperimentalWarning", path.join(root, "local/main.ts")];
  const child = spawn(process.execPath, [...args, "--directory", directory, "--port", String(port)], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // Ctrl-C reaches us first: we stop it, in our own time
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_KEPT);
    });
  // An exit that forgot to stop must not leave a system running that nobody knows of.
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  const stop = async (keep = false): Promise<void> => {
    await end(child);
    process.removeListener("exit", endWithUs);
    if (!keep) await rm(directory, { recursive: true, force: true });
  };
  try {
    const running = await waitUntilRunning(child, directory);
    return { running, directory, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`, { cause: error });
  }
}

async function waitUntilRunning(child: ChildProcess, directory: string): Promise<Running> {
  const deadline = performance.now() + START_MAX_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error("the system did not start");
    const running = await runningIn(directory);
    if (running !== undefined) return running;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`the system did not start within ${START_MAX_MS / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), STOP_MAX_MS);
  await ended;
  clearTimeout(patience);
}
