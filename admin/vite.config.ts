/**
 * How the panel is built: its own document, the steward's, and the worker that keeps the latter on a device. Nothing is
 * inlined: the pages are served with a policy that allows neither inline styles and scripts nor `data:` addresses.
 */
import react from "@vitejs/plugin-react";
import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";

const WORKER = "door-worker";
const BASE = "/panel/";

export default defineConfig({
  plugins: [react(), doorFiles()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { panel: "index.html", door: "door/index.html", [WORKER]: "src/door/worker.ts" },
      output: {
        // its address must not change, or nobody would find the new one
        entryFileNames: ({ name }) => (name === WORKER ? "door/worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});

/** Tells the worker what the steward's page is made of. */
function doorFiles(): Plugin {
  return {
    name: "foyer-door-files",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const visit = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk" || files.has(name)) return;
        files.add(name);
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next);
      };
      const entries = Object.values(bundle).filter((chunk) => chunk.type === "chunk" && chunk.isEntry);
      for (const entry of entries) if (entry.name === "door") visit(entry.fileName);
      const worker = bundle["door/worker.js"];
      const page = bundle["door/index.html"];
      if (files.size === 0 || worker?.type !== "chunk" || page?.type !== "asset") throw new Error("no steward's page");
      const kept = ["door/", ...[...files].toSorted(), "mark.svg"].map((file) => BASE + file);
      const version = createHash("sha256").update(page.source).update(kept.join()).digest("hex").slice(0, 12);
      worker.code = `const DOOR_FILES=${JSON.stringify(kept)},DOOR_VERSION="${version}";${worker.code}`;
    },
  };
}
