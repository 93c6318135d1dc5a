// Owns the recognition of processes. A pid alone proves nothing: after a crash it may belong to a stranger.
// Nothing here ends a process.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { platform } from "node:os";
import path from "node:path";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // alive, and somebody else's
  }
  return !isZombie(pid);
}

/** A mark that no other process shares, not even one that gets the same pid later or after a reboot. */
export function identityOf(pid: number): string | undefined {
  try {
    if (platform() !== "linux") return `${pid} ${ps(pid, "lstart")}`;
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const startTicks = fieldsOfStat(pid)[19];
    return `${pid} ${bootId} ${startTicks}`;
  } catch {
    return undefined; // no such process
  }
}

/** Whether this is a Postgres process at work in this very data directory: each one of them has it as its cwd. */
export function isPostgresOf(pid: number, dataDirectory: string): boolean {
  try {
    if (platform() !== "linux") {
      const command = ps(pid, "command");
      return command.includes("postgres") && command.includes(dataDirectory);
    }
    const program = path.basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ""));
    return program === "postgres" && readlinkSync(`/proc/${pid}/cwd`) === dataDirectory;
  } catch {
    return false; // gone, or not ours to look at
  }
}

/** All Postgres processes of a data directory; empty where the system does not tell (not Linux). */
export function postgresProcessesOf(dataDirectory: string): number[] {
  if (platform() !== "linux") return [];
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => isPostgresOf(pid, dataDirectory) && !isZombie(pid));
}

/** Ended, but not yet collected by its parent: as good as gone. */
function isZombie(pid: number): boolean {
  if (platform() !== "linux") return false;
  try {
    return fieldsOfStat(pid)[0] === "Z";
  } catch {
    return true; // gone meanwhile
  }
}

/** From the state on: what comes before is a name in brackets that may itself hold blanks and brackets. */
function fieldsOfStat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function ps(pid: number, field: string): string {
  return execFileSync("ps", ["-o", `${field}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
}
