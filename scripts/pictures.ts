/**
 * `npm run pictures`: takes the pictures of the README and the guides anew. They are taken by a browser test that walks
 * through the pages, of the running system, so they show what is really there.
 */
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAssets } from "./build-assets.ts";

const root = path.resolve(import.meta.dirname, "..");
const kept = path.join(root, "docs", "pictures");

/** What the walk calls it, and where it stands in the docs. */
const PICKED = {
  "shop-event-wide-light": "event",
  "shop-choosing-wide-light": "seat-map",
  "shop-waiting-small-dark": "waiting",
  "shop-order-small-light": "order",
  "panel-event-wide-light": "panel-event",
  "panel-order-wide-light": "panel-order",
  "door-come-in-small-light": "door",
} as const;

await buildAssets();
const taken = await mkdtemp(path.join(tmpdir(), "foyer-pictures-"));
try {
  const walk = spawnSync("vitest", ["run", "--project", "system", "tests/browser/tour.test.ts"], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      FOYER_PICTURES: taken,
      PATH: `${path.join(root, "node_modules/.bin")}:${process.env["PATH"]}`,
    },
  });
  if (walk.status !== 0) throw new Error("the walk found faults; see above");
  await mkdir(kept, { recursive: true });
  for (const [from, to] of Object.entries(PICKED))
    await copyFile(path.join(taken, `${from}.png`), path.join(kept, `${to}.png`));
} finally {
  await rm(taken, { recursive: true, force: true });
}
