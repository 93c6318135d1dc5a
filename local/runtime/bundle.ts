/**
 * One Worker as one module, bundled the way wrangler does it: what runs on one machine is what is deployed.
 */
import { build } from "esbuild";

/** @returns the module's JavaScript. */
export async function bundleWorker(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    alias: NODE_MODULES,
    // libraries in CommonJS ask for Node's modules with `require`, which a module of workerd does not have
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
    loader: { ".ttf": "binary", ".txt": "text", ".html": "text", ".sql": "text" },
    legalComments: "none",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`nothing came out of bundling ${entry}`);
  return file.text;
}

/** Libraries that name Node's modules without the prefix; workerd knows them only with it. */
const NODE_MODULES = Object.fromEntries(
  [
    "assert",
    "buffer",
    "child_process",
    "crypto",
    "dns",
    "events",
    "fs",
    "http",
    "https",
    "net",
    "os",
    "path",
    "stream",
    "string_decoder",
    "timers",
    "tls",
    "url",
    "util",
    "zlib",
  ].map((name) => [name, `node:${name}`]),
);
