/**
 * Builds what the edge's pages carry inside them: the stylesheet and the scripts of `edge-worker/client`, as text with
 * the hash that the pages' policy allows them by. Written to one generated module that git does not keep.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, transform } from "esbuild";

const edge = path.resolve(import.meta.dirname, "..", "edge-worker");
const output = path.join(edge, "pages", "generated", "inline.gen.ts");
/** The name in the generated module, and the file that it is made from. */
const SCRIPTS = {
  WAITING: "waiting.ts",
  SEAT_MAP: "seat-map.ts",
  HOLD_CLOCK: "hold-clock.ts",
  CARD_FORM: "card-form.ts",
  DOCS: "docs.ts",
} as const;
/** The stylesheet of all pages, and what single pages add to it. */
const STYLES = { STYLE: "style.css", SEAT_MAP_STYLE: "seat-map.css" } as const;

/** Writes the module, when it would change. */
export async function buildClient(): Promise<void> {
  const parts = [
    "// Made by scripts/build-client.ts; do not edit.",
    "export interface Inlined {\n  readonly text: string;\n  /** For the content security policy. */\n  readonly hash: string;\n}",
  ];
  for (const [name, file] of Object.entries(STYLES)) parts.push(constant(name, await style(file)));
  for (const [name, file] of Object.entries(SCRIPTS)) parts.push(constant(name, await script(file)));
  const text = `${parts.join("\n")}\n`;
  const before = await readFile(output, "utf8").catch(() => "");
  if (before === text) return;
  await mkdir(path.dirname(output), { recursive: true });
  await writeFile(output, text);
}

async function style(file: string): Promise<string> {
  const source = await readFile(path.join(edge, "pages", file), "utf8");
  const { code } = await transform(source, { loader: "css", minify: true, legalComments: "none" });
  return code.trim();
}

async function script(file: string): Promise<string> {
  const result = await build({
    entryPoints: [path.join(edge, "client", file)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
  });
  const [built] = result.outputFiles;
  if (built === undefined) throw new Error(`nothing came out of building ${file}`);
  return built.text.trim();
}

function constant(name: string, text: string): string {
  const hash = `sha256-${createHash("sha256").update(text).digest("base64")}`;
  return `export const ${name}: Inlined = ${JSON.stringify({ text, hash })};`;
}

if (process.argv[1] === import.meta.filename) await buildClient();
