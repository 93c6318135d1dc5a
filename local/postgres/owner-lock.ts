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
  const file = path.join(directory, "owner");
  const mine = identityOf(process.pid) ?? String(process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeNew(file, mine)) return { release: () => rm(file, { force: true }) };
    const theirs = await readFile(file, "utf8").catch(() => "");
    const pid = Number.parseInt(theirs, 10);
    if (Number.isInteger(pid) && identityOf(pid) === theirs) {
      throw new Error(`Postgres in ${directory} is in use by the running process ${pid}. Stop that one first.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`Somebody else keeps taking the lock ${file}.`);
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
