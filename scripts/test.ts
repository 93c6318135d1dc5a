/**
 * Every check of the house, one after the other, and as the last line `N passed, N failed`.
 *
 * Format, lint, types and dead code count as one test each; a test run that executed nothing counts as failed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAssets } from "./build-assets.ts";

const root = path.resolve(import.meta.dirname, "..");
const bin = path.join(root, "node_modules", ".bin");
const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` };
const reports = mkdtempSync(path.join(tmpdir(), "foyer-test-"));

const PROJECTS = [
  "core",
  "durable-objects",
  "tests/durable-objects",
  "edge-worker",
  "edge-worker/client",
  "origin-api",
  "admin",
  ".",
];
const SUITES = ["node", "objects", "system"];

let passed = 0;
let failed = 0;

await buildAssets();
check("format", "oxfmt", ["--check", "."]);
check("lint", "oxlint", ["--type-aware", "--deny-warnings"]);
for (const project of PROJECTS) check(`types of ${project}`, "tsc", ["-p", path.join(project, "tsconfig.json")]);
check("dead code", "knip", ["--no-progress"]);
for (const suite of SUITES) test(suite);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function check(name: string, program: string, args: readonly string[]): void {
  const startedAt = performance.now();
  const result = spawnSync(path.join(bin, program), args, { cwd: root, env: environment, encoding: "utf8" });
  const ok = result.status === 0;
  console.log(`${ok ? "✓" : "✗"} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (ok) passed += 1;
  else {
    failed += 1;
    console.log(`${result.stdout}${result.stderr}`.trimEnd().split("\n").slice(-80).join("\n"));
  }
}

function test(suite: string): void {
  const report = path.join(reports, `${suite}.json`);
  const result = spawnSync(
    path.join(bin, "vitest"),
    ["run", "--project", suite, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const counts = readCounts(report);
  passed += counts.passed;
  failed += counts.failed;
  if (result.status !== 0 && counts.failed === 0) {
    console.log(`✗ the ${suite} tests ended with code ${result.status ?? result.signal}`);
    failed += 1;
  }
}

function readCounts(report: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as Record<string, number>;
    if (numPassedTests === undefined || numFailedTests === undefined || numPassedTests + numFailedTests === 0)
      return { passed: 0, failed: 1 };
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
