#!/usr/bin/env node
/**
 * `npm start`: installs what is missing, then hands over to the project's own Node.
 * Plain JavaScript, because it must run under whatever Node the machine has (20.19 or newer).
 */
import { spawn } from "node:child_process";
import { installed, projectNode, root } from "./install.mjs";

await installed();
const child = spawn(projectNode, ["--disable-warning=ExperimentalWarning", "local/main.ts", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});
