/**
 * `npm run deploy`: objects, then origin, then edge, so that nobody ever calls what is not there yet.
 *
 * `--dry-run` bundles all three without an account and prints their sizes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { buildAssets } from "./build-assets.ts";

const WORKERS = [
  { name: "objects", config: "durable-objects/wrangler.toml" },
  { name: "origin", config: "origin-api/wrangler.toml" },
  { name: "edge", config: "wrangler.toml" },
] as const;

const root = path.resolve(import.meta.dirname, "..");
const { values: options } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });

await buildAssets();
for (const worker of WORKERS) {
  const output = mkdtempSync(path.join(tmpdir(), `foyer-${worker.name}-`));
  wrangler(["deploy", "--config", worker.config, "--outdir", output, ...(options["dry-run"] ? ["--dry-run"] : [])]);
  console.log(`  ${worker.name.padEnd(8)} ${sizes(output)}`);
  rmSync(output, { recursive: true });
}
console.log(options["dry-run"] ? "All three Workers bundle. Nothing was deployed." : "All three Workers are deployed.");

function wrangler(args: readonly string[]): void {
  const environment = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const quiet = options["dry-run"];
  const result = spawnSync(path.join(root, "node_modules", ".bin", "wrangler"), args, {
    cwd: root,
    env: environment,
    encoding: "utf8",
    stdio: quiet ? "pipe" : "inherit",
  });
  if (result.status === 0) return;
  console.error(
    quiet ? `${result.stdout}${result.stderr}` : "wrangler failed; the Workers after this one were not deployed.",
  );
  process.exit(1);
}

function sizes(folder: string): string {
  const modules = readdirSync(folder).filter((file) => file.endsWith(".js"));
  const code = Buffer.concat(modules.map((file) => readFileSync(path.join(folder, file))));
  return `${kilobytes(code.length)} (${kilobytes(gzipSync(code).length)} compressed)`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0).padStart(5)} KiB`;
}
