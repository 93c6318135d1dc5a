// Owns one run of the postgres program: spawned in its own process group (Ctrl-C in the terminal is ours to handle,
// in order), its output in a bounded file, watched until it is ready, ended on request.

import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endPostmaster, readPostmasterFile } from "./leftovers.ts";
import type { Placement } from "./placement.ts";
import { commandLineSettings } from "./settings.ts";

const READY_MS_MAX = 60_000; // a start after a crash replays the log first
const READY_POLL_MS = 5;
const LOG_BYTES_MAX = 5_000_000; // judged at each start
const LOG_TAIL_LINES = 8;

export interface ServerProcess {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts the server and waits until it accepts connections.
 *
 * @throws with the end of the server's log when it ends instead.
 */
export async function spawnServer(
  placement: Placement,
  run: { dataDirectory: string; port: number; durable: boolean },
): Promise<ServerProcess> {
  const logFile = path.join(placement.directory, "postgres.log");
  const log = await openLog(logFile);
  const child = spawn(
    placement.binaries.postgres,
    ["-D", run.dataDirectory, "-p", String(run.port), ...commandLineSettings(run.durable)],
    {
      ...placement.account,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      env: { PATH: process.env["PATH"], LC_ALL: "C" },
    },
  );
  const end = { hasCome: false, cause: undefined as Error | undefined };
  const ended = new Promise<void>((resolve) => {
    child.once("error", (cause) => resolve(void Object.assign(end, { hasCome: true, cause })));
    child.once("exit", () => resolve(void Object.assign(end, { hasCome: true })));
  });
  await log.close();

  const pid = child.pid;
  const deadlineMs = performance.now() + READY_MS_MAX;
  while (!end.hasCome && performance.now() < deadlineMs) {
    const file = await readPostmasterFile(run.dataDirectory);
    if (pid !== undefined && file?.pid === pid && file.status === "ready") {
      return { pid, ended, end: () => (end.hasCome ? Promise.resolve() : endPostmaster(pid).then(() => ended)) };
    }
    await sleep(READY_POLL_MS);
  }
  if (pid !== undefined && !end.hasCome) await endPostmaster(pid);
  throw new Error(`Postgres did not start. Its last words:\n${await lastLines(logFile)}`, { cause: end.cause });
}

async function openLog(file: string) {
  const log = await open(file, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY, 0o600);
  if ((await log.stat()).size > LOG_BYTES_MAX) await log.truncate();
  return log;
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}
