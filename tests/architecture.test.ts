/**
 * The walls of the house, read from its imports: who may import whom, no circle, no `any`, files that fit in a head.
 * A failure prints the path that broke the rule.
 */
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const ROOMS = ["core", "durable-objects", "edge-worker", "origin-api", "admin", "local", "scripts"] as const;
const SOURCE_LINES_MAX = 400;

interface Import {
  readonly from: string;
  /** A path from the root for files of the house, else the package's name. */
  readonly to: string;
  readonly ours: boolean;
}

const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.{ts,tsx,mjs}`, { cwd: root }))
  .filter((file) => !file.includes("node_modules") && !file.endsWith(".gen.ts"))
  .toSorted();
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^"'`;]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gu;
  return [...text.matchAll(pattern)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? "";
    const ours = target.startsWith(".");
    return {
      from: file,
      ours,
      to: ours ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target)) : target,
    };
  });
}

function within(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

/** Imports from `folder` that `allowed` does not allow, as readable lines. */
function breaches(folder: string, allowed: (target: Import) => boolean): string[] {
  return imports
    .filter((entry) => within(entry.from, folder) && !allowed(entry))
    .map((entry) => `${entry.from} → ${entry.to}`);
}

describe("the walls of the house", () => {
  it("finds the house", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(50);
  });

  it("core's rules import nothing outside core's rules, and no package", () => {
    const rules = ["core/queue", "core/seating", "core/sale", "core/door"];
    for (const folder of rules) {
      expect(
        breaches(folder, ({ to, ours }) => ours && (to === "core/brand.ts" || rules.some((rule) => within(to, rule)))),
      ).toEqual([]);
    }
  });

  it("core/contract imports core and zod", () => {
    expect(breaches("core/contract", ({ to, ours }) => (ours ? within(to, "core") : to === "zod"))).toEqual([]);
  });

  it.each(["durable-objects", "edge-worker", "origin-api", "admin"])(
    "%s meets the other parts only in core",
    (folder) => {
      expect(breaches(folder, ({ to, ours }) => !ours || within(to, folder) || within(to, "core"))).toEqual([]);
    },
  );

  it("nothing imports local but local and the scripts that start it", () => {
    const strangers = imports.filter(
      ({ from, to, ours }) => ours && within(to, "local") && !within(from, "local") && !within(from, "scripts"),
    );
    expect(strangers).toEqual([]);
  });

  it("has no circle of imports", () => {
    expect(circleAmong(imports.filter((entry) => entry.ours))).toBeUndefined();
  });
});

describe("the habits of the house", () => {
  it("core knows no clock, no chance and no platform", () => {
    const forbidden =
      /\b(?:Date\.now|new Date\(\)|Math\.random|fetch\(|crypto\.|console\.|setTimeout|setInterval|process\.)/u;
    const found = files.filter((file) => within(file, "core")).flatMap((file) => linesMatching(file, forbidden));
    expect(found).toEqual([]);
  });

  it("has no any and no cast around the compiler", () => {
    const forbidden = /(?::|<|\bas|,)\s*any\b(?!\s*\()|as unknown as|@ts-(?:ignore|expect-error|nocheck)/u;
    expect(files.flatMap((file) => linesMatching(file, forbidden))).toEqual([]);
  });

  it("spells a table's name only in stores, queries, schemas and migrations of the objects", () => {
    const sql = /\.sql\.exec\(|\bsql\.exec\(/u;
    const found = files
      .filter(
        (file) =>
          within(file, "durable-objects") &&
          !/(?:store|schema|migrations|journal-writer|journal|checkpoint)\.ts$|\/stor(?:e|age)\//u.test(file),
      )
      .flatMap((file) => linesMatching(file, sql));
    expect(found).toEqual([]);
  });

  it(`keeps every file of source under ${SOURCE_LINES_MAX} lines`, () => {
    const long = files.filter(
      (file) => readFileSync(path.join(root, file), "utf8").split("\n").length > SOURCE_LINES_MAX,
    );
    expect(long).toEqual([]);
  });

  it("opens every file with what it owns", () => {
    const mute = files.filter(
      (file) => !/^(?:#!.*\n)?(?:\/\*\*|\/\/|\/\*)/u.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(mute).toEqual([]);
  });

  it("gives no file a name that is no noun", () => {
    const empty = files.filter((file) =>
      /(?:^|[/-])(?:utils?|helpers?|common|manager|service|misc)(?:\.|\/|-)/u.test(file),
    );
    expect(empty).toEqual([]);
  });
});

function linesMatching(file: string, pattern: RegExp): string[] {
  return readFileSync(path.join(root, file), "utf8")
    .split("\n")
    .flatMap((line, index) =>
      pattern.test(line) && !/^\s*(?:\*|\/[/*])/u.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
    );
}

/** One circle as a readable path, or `undefined`. */
function circleAmong(edges: readonly Import[]): string | undefined {
  const targets = Map.groupBy(edges, (edge) => edge.from);
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): string | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(" → ");
    if (done.has(file)) return undefined;
    for (const edge of targets.get(file) ?? []) {
      const found = walk(edge.to, [...trail, file]);
      if (found !== undefined) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const found = walk(file, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
