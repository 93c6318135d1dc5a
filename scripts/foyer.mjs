#!/usr/bin/env node
/** `npx foyer …`: the commands of `local/cli/`, under the project's own Node, in the directory of whoever calls. */
import { spawn } from "node:child_process";
import path from "node:path";
import { installed, projectNode, root } from "./install.mjs";

await installed();
const child = spawn(
  projectNode,
  ["--disable-warning=ExperimentalWarning", path.join(root, "local/cli/main.ts"), ...process.argv.slice(2)],
  { stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});
