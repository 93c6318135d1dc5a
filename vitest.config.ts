/**
 * Where tests run: rules, parts and routes in plain Node; objects in workerd on real SQLite; pages in a real browser.
 */
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // what passing tests print is nobody's business
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "node",
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
