#!/usr/bin/env node
/** Runs one TypeScript file of the project under the project's own Node, after installing what is missing. */
import { spawn } from "node:child_process";
import { installed, projectNode, root } from "./install.mjs";

await installed();
const child = spawn(projectNode, ["--disable-warning=ExperimentalWarning", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});
