/**
 * Watches the Workers' source and reloads the runtime when it changes; stored state stays.
 */
import { watch } from "node:fs";
import path from "node:path";
import type { Runtime } from "../runtime/start-runtime.ts";

const WATCHED = ["core", "durable-objects", "edge-worker", "origin-api"];
const QUIET_MS = 200;

export function watchWorkers(root: string, runtime: Runtime, say: (part: string, detail: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  let reloading = Promise.resolve();
  const reload = (): void => {
    const startedAt = performance.now();
    reloading = reloading
      .then(() => runtime.reload())
      .then(() => say("Reloaded", `${Math.round(performance.now() - startedAt)} ms`))
      .catch((error: unknown) =>
        console.error(`Not reloaded: ${error instanceof Error ? error.message : String(error)}`),
      );
  };
  for (const folder of WATCHED) {
    watch(path.join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(?:ts|css|html)$/u.test(file) || file.includes(".gen.")) return;
      clearTimeout(timer);
      timer = setTimeout(reload, QUIET_MS);
    });
  }
}
