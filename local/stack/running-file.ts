/**
 * `.foyer/running.json`: where the running system is, for scripts, tests and people's own tools.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "../postgres/process-identity.ts";

export interface Login {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

export interface Running {
  readonly pid: number;
  readonly urls: {
    readonly edge: string;
    readonly shop: string;
    readonly panel: string;
    readonly openapi: string;
    readonly mailbox: string;
    /** Text messages, on the mailbox's pages. */
    readonly sms: string;
    readonly provider: string;
  };
  readonly logins: readonly Login[];
  readonly demo: { readonly organizationId: string; readonly roomId: string; readonly eventId: string };
}

export async function writeRunning(directory: string, running: Running): Promise<void> {
  await writeFile(fileOf(directory), `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
}

export async function forgetRunning(directory: string): Promise<void> {
  await rm(fileOf(directory), { force: true });
}

/** The system that runs in `directory`, or `undefined` when none does. */
export async function runningIn(directory: string): Promise<Running | undefined> {
  const text = await readFile(fileOf(directory), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const running = JSON.parse(text) as Running;
  return isAlive(running.pid) ? running : undefined;
}

function fileOf(directory: string): string {
  return path.join(directory, "running.json");
}
