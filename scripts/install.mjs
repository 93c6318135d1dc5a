/**
 * Makes sure that the packages of the lock file are installed, and says where the project's own Node is.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const projectNode = path.join(root, "node_modules", ".bin", "node");
const stamp = path.join(root, "node_modules", ".foyer-installed");

/**
 * Installs what the lock file says, unless exactly this lock file was installed before.
 *
 * `npm install --no-save` and not `npm ci`: the latter refuses where a registry lacks the optional binaries of platforms
 * that nobody here runs on. Versions come from the lock file either way, and neither file is written.
 */
export async function installed() {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(projectNode) && existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages (the first time, and when they change) …");
  const startedAt = Date.now();
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (result.error !== undefined || result.status !== 0) {
    console.error("npm install failed; the lines above say why. Foyer needs the npm registry only for this step.");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
  console.log(`Packages are installed (${Math.round((Date.now() - startedAt) / 1000)} s).`);
}
