/** Every test that docs/architecture.md names for a promise exists under that name, and no promise goes without one. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const page = readFileSync(path.join(root, "docs/architecture.md"), "utf8");

interface Named {
  readonly promise: string;
  readonly file: string;
  readonly title: string;
}

const named = page
  .split("\n")
  .filter((line) => /^\| [WSD]\d+ \|/u.test(line))
  .flatMap((line): Named[] => {
    const [, promise = "", , tests = ""] = line.split("|").map((cell) => cell.trim());
    return [...tests.matchAll(/`(tests\/[^`]+?)`: ([^;]+)/gu)].map(([, file = "", title = ""]) => ({
      promise,
      file,
      title: title.trim(),
    }));
  });

describe("the promises of docs/architecture.md", () => {
  it("name a test each", () => {
    const kept = [
      "W1",
      "W2",
      "W3",
      "W4",
      "W5",
      "W6",
      "W7",
      "W8",
      "W11",
      "W12",
      "S1",
      "S2",
      "S3",
      "S4",
      "S5",
      "S6",
      "S7",
      "S8",
      "S9",
      "S10",
      "D1",
      "D2",
      "D3",
      "D4",
      "D5",
    ];
    expect(kept.filter((promise) => !named.some((entry) => entry.promise === promise))).toEqual([]);
  });

  it.each(named)("$promise is proven by $file: $title", ({ file, title }) => {
    expect(readFileSync(path.join(root, file), "utf8")).toContain(title);
  });
});
