/**
 * Which ports the system listens on here: six in a row from one base, so that moving one moves all.
 */
import { createServer } from "node:net";

export const BASE_PORT = 8800;

export interface Ports {
  readonly edge: number;
  readonly provider: number;
  readonly mailbox: number;
  readonly smtp: number;
  readonly neon: number;
  readonly postgres: number;
}

export function portsFrom(base: number): Ports {
  return { edge: base, provider: base + 1, mailbox: base + 2, smtp: base + 3, neon: base + 4, postgres: base + 5 };
}

/** Names of the parts whose port something else already listens on, but for those in `except`. */
export async function takenPorts(ports: Ports, except: readonly string[] = []): Promise<string[]> {
  const checked = await Promise.all(
    Object.entries(ports)
      .filter(([part]) => !except.includes(part))
      .map(async ([part, port]) => ((await isFree(port)) ? undefined : `${part} (${port})`)),
  );
  return checked.filter((entry) => entry !== undefined);
}

/** A base from which a row of ports is free, for tests. */
export async function freeBasePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 20_000 + Math.floor(Math.random() * 2_000) * 10;
    if ((await takenPorts(portsFrom(base))).length === 0) return base;
  }
  throw new Error("no row of free ports was found between 20000 and 40000");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
