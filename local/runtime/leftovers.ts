/**
 * A workerd whose parent was killed goes on alone and keeps the objects' storage open. This file remembers which
 * process serves a directory, and ends it before another one opens the same storage. It ends nothing else.
 */
import { readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive } from "../postgres/process-identity.ts";

const END_WAIT_MS = 5_000;

/** Writes down which workerd processes are our children now. Linux only: elsewhere Miniflare's own cleanup must do. */
export async function rememberRuntime(directory: string): Promise<void> {
  const marks = (await workerdChildrenOf(process.pid))
    .map((pid) => identityOf(pid))
    .filter((mark) => mark !== undefined);
  await writeFile(markFile(directory), marks.join("\n"));
}

/** Ends the workerd processes that an earlier, killed run left behind in this directory. */
export async function endLeftovers(directory: string): Promise<void> {
  const text = await readFile(markFile(directory), "utf8").catch(() => "");
  for (const mark of text.split("\n").filter((line) => line !== "")) {
    const pid = Number(mark.split(" ")[0]);
    if (identityOf(pid) === mark) await end(pid);
  }
  await rm(markFile(directory), { force: true });
}

/** Kills the runtime that this process has started, as a power cut would. @returns how many processes that were. */
export async function killRuntimeOf(parent: number): Promise<number> {
  const pids = await workerdChildrenOf(parent);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  return pids.length;
}

async function end(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL"); // storage is crash-safe, and its parent is gone: there is nobody to say goodbye to
  const deadline = Date.now() + END_WAIT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(`process ${pid} of an earlier run does not end; please end it and start again`);
    await sleep(50);
  }
}

async function workerdChildrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc").catch(() => [])).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
      const parentPid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const program = path.basename(await readlink(`/proc/${pid}/exe`).catch(() => ""));
      return parentPid === parent && program.startsWith("workerd") ? pid : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}

function markFile(directory: string): string {
  return path.join(directory, "runtime.pids");
}
