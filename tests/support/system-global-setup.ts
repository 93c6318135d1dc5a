// Owns the one running system that all system and browser tests share: real parts, throw-away state, ports of its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { demoOf, type DemoIds } from "../../local/demo/demo.ts";
import { freeBasePort, portsFrom, type Ports } from "../../local/stack/ports.ts";
import type { Login } from "../../local/stack/running-file.ts";
import { startStack, type Stack } from "../../local/stack/start-stack.ts";

declare module "vitest" {
  export interface ProvidedContext {
    system: SharedSystem;
  }
}

export interface SharedSystem {
  readonly urls: Stack["urls"];
  readonly ports: Ports;
  readonly logins: readonly Login[];
  readonly demo: DemoIds;
  /** What an operator knows, and the payment provider. */
  readonly secrets: Pick<Stack["secrets"], "bootstrapToken" | "providerWebhookSecret" | "orderAccessKey">;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), "foyer-system-"));
  const root = path.resolve(import.meta.dirname, "../..");
  const stack = await startStack({ root, directory, ports: portsFrom(await freeBasePort()), durable: false });
  const demo = await demoOf(stack);
  const { bootstrapToken, providerWebhookSecret, orderAccessKey } = stack.secrets;
  project.provide("system", {
    urls: stack.urls,
    ports: stack.ports,
    logins: demo.logins,
    demo: demo.ids,
    secrets: { bootstrapToken, providerWebhookSecret, orderAccessKey },
  });
  return async () => {
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
