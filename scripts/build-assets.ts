/**
 * Builds what the edge serves: into `dist/assets` the panel and the page that describes the API, and what its own pages
 * carry inside them.
 *
 * Built again only when a source changed, so that a second start costs nothing.
 */
import { createHash } from "node:crypto";
import { cp, glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "vite";
import { buildClient } from "./build-client.ts";

const root = path.resolve(import.meta.dirname, "..");
const output = path.join(root, "dist", "assets");
const stamp = path.join(root, "dist", "assets.stamp");

const API_PAGE_FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** @returns the number of files, built now or before. */
export async function buildAssets(): Promise<number> {
  await buildClient();
  const state = await sourceHash();
  const built = await readFile(stamp, "utf8").catch(() => "");
  if (built !== state) {
    await rm(output, { recursive: true, force: true });
    await mkdir(path.join(output, "docs-page"), { recursive: true });
    await copyApiPage();
    await build({
      root: path.join(root, "admin"),
      base: "/panel/",
      logLevel: "error",
      build: { outDir: path.join(output, "panel"), emptyOutDir: true },
    });
    await writeFile(stamp, state);
  }
  return (await files(path.join(output, "**/*"))).length;
}

async function copyApiPage(): Promise<void> {
  const from = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  await cp(path.join(root, "edge-worker/pages/docs.css"), path.join(output, "docs-page", "contrast.css"));
  for (const file of API_PAGE_FILES) await cp(path.join(from, file), path.join(output, "docs-page", file));
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [
    ...(await files(path.join(root, "admin/**/*"))),
    ...(await files(path.join(root, "core/**/*.ts"))),
    path.join(root, "edge-worker/pages/docs.css"),
    path.join(root, "package-lock.json"),
  ].toSorted()) {
    hash.update(file).update(await readFile(file));
  }
  return hash.digest("hex");
}

async function files(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of glob(pattern, { withFileTypes: true }))
    if (entry.isFile()) found.push(path.join(entry.parentPath, entry.name));
  return found;
}
