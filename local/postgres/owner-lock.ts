// Owns the rule that one process at a time runs Postgres in a directory. The lock of a process that died, by
// whatever death, is taken over; the lock of a living one is respected.

import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { identityOf } from "./process-identity.ts";

export interface OwnerLock {
  release(): Promise<void>;
}

/** @throws when a living process, this one included, runs Postgres in the directory already. */
export async function takeOwnerLock(directory: string): Promise<OwnerLock> {
  const file = lockFile(directory);
  const mine = identityOf(process.pid) ?? String(process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeNew(file, mine)) return { release: () => rm(file, { force: true }) };
    const owner = await readOwner(directory);
    if (owner?.isAlive) {
      throw new Error(`Postgres in ${directory} is in use by the running process ${owner.pid}. Stop that one first.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`Somebody else keeps taking the lock ${file}.`);
}

/** Whether the directory was in use by a process that died; not, when nobody has used it (yet) or it was released. */
export async function hasDeadOwner(directory: string): Promise<boolean> {
  return (await readOwner(directory))?.isAlive === false;
}

async function readOwner(directory: string): Promise<{ pid: number; isAlive: boolean } | undefined> {
  const identity = await readFile(lockFile(directory), "utf8").catch(() => "");
  const pid = Number.parseInt(identity, 10);
  return Number.isInteger(pid) ? { pid, isAlive: identityOf(pid) === identity } : undefined;
}

function lockFile(directory: string): string {
  return path.join(directory, "owner");
}

async function writeNew(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
