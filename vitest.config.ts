/**
 * Where tests run: rules, parts and routes in plain Node; objects in workerd on real SQLite; pages in a real browser.
 */
import { readFile } from "node:fs/promises";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Fonts as the Workers' bundlers give them: a module of bytes. */
const fonts = {
  name: "fonts-as-bytes",
  enforce: "pre" as const,
  async load(id: string) {
    if (!id.endsWith(".ttf")) return null;
    const bytes = await readFile(id, "base64");
    return `export default Uint8Array.from(Buffer.from(${JSON.stringify(bytes)}, "base64"));`;
  },
};

export default defineConfig({
  test: {
    // what passing tests print is nobody's business
    silent: "passed-only",
    projects: [
      {
        plugins: [fonts],
        test: {
          name: "node",
          maxWorkers: 2, // also where there are two cores: much of a test is waiting for Postgres
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/durable-objects/**", "tests/browser/**", "tests/system/**"],
          globalSetup: ["tests/support/postgres-global-setup.ts"],
          setupFiles: ["tests/support/seed.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./durable-objects/wrangler.toml" } })],
        test: { name: "objects", include: ["tests/durable-objects/**/*.test.ts"], testTimeout: 30_000 },
      },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts", "tests/browser/**/*.test.ts"],
          globalSetup: ["tests/support/system-global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
