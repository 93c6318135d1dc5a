/**
 * The colours of categories are told apart by everybody, in light and dark, and each stands out from the paper. Colour
 * blindness is simulated as Machado, Oliveira and Fernandes (2009) do, at full severity; the distance is that of OKLab.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const PAGES = path.resolve(import.meta.dirname, "../../../../edge-worker/pages");
const EYES = {
  "all cones": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  "no red cones": [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  "no green cones": [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  "no blue cones": [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
/** In hundredths of OKLab; two is what an attentive eye just sees side by side. */
const APART_FIRST = 18;
const APART_ALL = 9;
/** WCAG 1.4.11, for what is no text. */
const CONTRAST_MIN = 3;

type Triple = readonly [number, number, number];

function linear(color: string): Triple {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

function times(matrix: readonly number[], [x, y, z]: Triple): Triple {
  const row = (at: number): number => (matrix[at] ?? 0) * x + (matrix[at + 1] ?? 0) * y + (matrix[at + 2] ?? 0) * z;
  return [row(0), row(3), row(6)];
}

function oklab(rgb: Triple): Triple {
  const seen = rgb.map((value) => Math.min(Math.max(value, 0), 1)) as unknown as Triple;
  const cones = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376,
      0.6299787005,
    ],
    seen,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662,
      -0.808675766,
    ],
    cones,
  );
}

/** As they are seen by these eyes, in hundredths of OKLab. */
function apart(a: string, b: string, eyes: readonly number[]): number {
  const [one, other] = [oklab(times(eyes, linear(a))), oklab(times(eyes, linear(b)))];
  return 100 * Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function contrast(a: string, b: string): number {
  const light = (color: string): number => times([0.2126, 0.7152, 0.0722], linear(color))[0] + 0.05;
  return Math.max(light(a), light(b)) / Math.min(light(a), light(b));
}

/** The values of one scheme: what stands in the media query overrides what stands before it. */
function scheme(dark: boolean): (name: string) => string {
  const values = new Map<string, string>();
  for (const file of ["style.css", "seat-map.css"]) {
    const [light = "", rest = ""] = readFileSync(path.join(PAGES, file), "utf8").split(
      "@media (prefers-color-scheme: dark)",
    );
    for (const part of dark ? [light, rest.slice(0, rest.indexOf("}"))] : [light])
      for (const [, name = "", value = ""] of part.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/gu))
        values.set(name, value.length === 4 ? value.replaceAll(/[0-9a-f]/gu, "$&$&") : value);
  }
  return (name) => values.get(name) ?? "";
}

describe.each([
  ["light", false],
  ["dark", true],
])("the colours of categories, %s", (_name, dark) => {
  const of = scheme(dark);
  const colors = Array.from({ length: 7 }, (_, index) => of(`seat-${index}`));

  it("stand out from the paper of the map", () => {
    for (const color of colors) expect([color, contrast(color, of("card")) >= CONTRAST_MIN]).toEqual([color, true]);
  });

  it.each(Object.entries(EYES))("are told apart with %s", (_eyes, matrix) => {
    const near: string[] = [];
    for (const [index, a] of colors.entries())
      for (const [other, b] of colors.slice(0, index).entries()) {
        const distance = apart(a, b, matrix);
        const least = index < 4 ? APART_FIRST : APART_ALL;
        if (distance < least) near.push(`${other} ${index}: ${distance.toFixed(1)} < ${least}`);
      }
    expect(near).toEqual([]);
  });
});
