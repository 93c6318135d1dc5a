// Owns a running system of one test file's own, for tests that break its parts; made in `beforeAll`, ended after.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { demoOf, type Demo } from "../../local/demo/demo.ts";
import { freeBasePort, portsFrom } from "../../local/stack/ports.ts";
import { startStack, type Stack } from "../../local/stack/start-stack.ts";
import { eventually } from "./eventually.ts";

export interface OwnSystem {
  readonly stack: Stack;
  readonly demo: Demo;
  /** Kills the runtime as a power cut would, and waits until it is back. */
  killRuntime(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnSystem(): Promise<OwnSystem> {
  const directory = await mkdtemp(path.join(tmpdir(), "foyer-own-"));
  const root = path.resolve(import.meta.dirname, "../..");
  const stack = await startStack({ root, directory, ports: portsFrom(await freeBasePort()), durable: false });
  return {
    stack,
    demo: await demoOf(stack),
    killRuntime: async () => {
      const marks = await readFile(path.join(directory, "objects", "runtime.pids"), "utf8");
      for (const mark of marks.split("\n").filter(Boolean)) process.kill(Number(mark.split(" ")[0]), "SIGKILL");
      await eventually(
        () =>
          fetch(`${stack.urls.edge}/health`).then(
            (response) => response.status,
            () => 0,
          ),
        (status) => status === 200,
      );
    },
    stop: async () => {
      await stack.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Asks again, with the same request, while no answer comes or the answer is a fault; as a page does. */
export async function insistently<Result extends { status: number }>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await ask();
      if (answer.status < 500 || attempt >= 60) return answer;
    } catch (error) {
      if (attempt >= 60) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
