#!/usr/bin/env node
/** `npm test`: installs what is missing, then runs every check under the project's own Node. */
import { spawnSync } from "node:child_process";
import { installed, projectNode, root } from "./install.mjs";

await installed();
const result = spawnSync(projectNode, ["--disable-warning=ExperimentalWarning", "scripts/test.ts", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exitCode = result.status ?? 1;
