// Owns what an earlier life left behind in a data directory: a postmaster that outlived its parent, children that
// outlived their postmaster, a stale postmaster.pid. All of it is ended in order, so that the next start is clean.
// Must not touch a process before it has been recognised as a Postgres of this very directory.

import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, isPostgresOf, postgresProcessesOf } from "./process-identity.ts";

const FAST_SHUTDOWN_MS_MAX = 15_000; // writes a checkpoint; slow only on a slow disk
const IMMEDIATE_SHUTDOWN_MS_MAX = 3_000; // no checkpoint: the next start replays the log
const ORPHANS_LEAVE_MS_MAX = 2_000; // children notice a dead postmaster by themselves when they next wait
const KILLED_MS_MAX = 5_000;
const POLL_MS = 10;

export interface PostmasterFile {
  readonly pid: number;
  /** "starting", "ready", "stopping"; empty while the file is still being written. */
  readonly status: string;
}

/** The file in which a running postmaster says who it is and how far it has come. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(pidFile(dataDirectory), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  return Number.isInteger(pid) ? { pid, status: (lines[7] ?? "").trim() } : undefined;
}

/** Ends every Postgres process of the directory. Safe to call when there is none. */
export async function endLeftovers(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const postmaster = await readPostmasterFile(dataDirectory);
  if (postmaster && isPostgresOf(postmaster.pid, dataDirectory)) {
    log(`Postgres is still running from an earlier start (process ${postmaster.pid}); stopping it first.`);
    await endPostmaster(postmaster.pid);
  }
  await endOrphans(dataDirectory, log);
  // Postgres judges this file by the pid alone and would refuse to start if a stranger has that pid by now.
  await rm(pidFile(dataDirectory), { force: true });
}

/** Stops a postmaster: orderly, then at once, then by force. After each, its data is consistent. */
export async function endPostmaster(pid: number): Promise<void> {
  const isGone = () => !isAlive(pid);
  if (await signalAndWait([pid], "SIGINT", isGone, FAST_SHUTDOWN_MS_MAX)) return;
  if (await signalAndWait([pid], "SIGQUIT", isGone, IMMEDIATE_SHUTDOWN_MS_MAX)) return;
  if (await signalAndWait([pid], "SIGKILL", isGone, KILLED_MS_MAX)) return;
  throw new Error(`The Postgres process ${pid} cannot be stopped.`);
}

async function endOrphans(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const isEmpty = () => postgresProcessesOf(dataDirectory).length === 0;
  if (await waitUntil(isEmpty, ORPHANS_LEAVE_MS_MAX)) return;
  const orphans = postgresProcessesOf(dataDirectory);
  log(`Ending ${orphans.length} Postgres processes whose server has died.`);
  if (await signalAndWait(orphans, "SIGKILL", isEmpty, KILLED_MS_MAX)) return;
  throw new Error(
    `Postgres processes of ${dataDirectory} cannot be stopped: ${postgresProcessesOf(dataDirectory).join(", ")}.`,
  );
}

async function signalAndWait(
  pids: readonly number[],
  signal: NodeJS.Signals,
  isDone: () => boolean,
  timeoutMs: number,
): Promise<boolean> {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error; // gone meanwhile
    }
  }
  return waitUntil(isDone, timeoutMs);
}

async function waitUntil(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!isDone()) {
    if (performance.now() > deadlineMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function pidFile(dataDirectory: string): string {
  return path.join(dataDirectory, "postmaster.pid");
}
