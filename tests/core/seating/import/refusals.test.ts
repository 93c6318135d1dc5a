/**
 * What is no chart is refused whole, with the list of all that is wrong, and never with an exception.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHART_LIMITS, seatsOf, type Chart } from "../../../../core/seating/chart.ts";
import { FINDINGS_MAX, type Fault } from "../../../../core/seating/import/findings.ts";
import { CHART_FORMATS, importChart, type ChartFormat } from "../../../../core/seating/import/index.ts";
import { canonicalChart } from "../../../../core/seating/canonical-chart.ts";
import { pretixPlan, seatsIoDrawing } from "./drawings.ts";

const foyerChart = (): unknown => {
  const outcome = importChart("seatsio", seatsIoDrawing());
  if (!outcome.ok) throw new Error("the drawing is right");
  return JSON.parse(canonicalChart(outcome.chart));
};
const VALID: Record<ChartFormat, () => unknown> = { seatsio: seatsIoDrawing, pretix: pretixPlan, foyer: foyerChart };

function faultsOf(format: ChartFormat, drawing: unknown): readonly Fault[] {
  const outcome = importChart(format, drawing);
  return outcome.ok ? [] : outcome.faults;
}

describe("a drawing with several faults", () => {
  it("is refused with every one of them, each at its place", () => {
    const drawing = seatsIoDrawing();
    const [section] = drawing.subChart.sections;
    const seats: object[] = section?.subChart.rows[0]?.seats ?? [];
    for (const [index, wrong] of [{ y: undefined }, { label: "1" }, { x: "30" }, { categoryKey: 99 }].entries()) {
      Object.assign(seats[index] ?? {}, wrong);
    }
    Object.assign(section ?? {}, { zone: "nowhere" });
    Object.assign(drawing.subChart.generalAdmissionAreas[0] ?? {}, { capacity: 0, categoryKey: null });
    const seat = "/subChart/sections/0/subChart/rows/0/seats";
    expect(faultsOf("seatsio", drawing).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
      [
        {
          path: "/subChart/generalAdmissionAreas/0/capacity",
          message: `must be from 1 to ${CHART_LIMITS.areaCapacityMax}`,
        },
        { path: "/subChart/generalAdmissionAreas/0", message: "has no category" },
        { path: `${seat}/0/y`, message: "is missing" },
        { path: `${seat}/1`, message: `repeats the id S-A-1 of ${seat}/0` },
        { path: `${seat}/2/x`, message: "must be a number" },
        { path: `${seat}/3/categoryKey`, message: "names the category 99, which the chart does not have" },
        { path: "/subChart/sections/0/zone", message: "names a zone that the chart does not have" },
      ].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  it("is answered with at most a hundred lines, the last of which says how many more", () => {
    const plan = pretixPlan();
    const seats = Array.from({ length: 500 }, () => ({
      seat_number: "1",
      seat_guid: "same",
      position: { x: 0, y: 0 },
    }));
    Object.assign(plan.zones[0]?.rows[0] ?? {}, { seats });
    const faults = faultsOf("pretix", plan);
    expect(faults).toHaveLength(FINDINGS_MAX);
    // 500 without a category, 499 repeats; 99 are listed
    expect(faults.at(-1)).toEqual({ path: "", message: "and 900 more" });
  });

  it("is refused without any category, without any place, and with an id that occurs as area and as seat", () => {
    expect(faultsOf("pretix", { ...pretixPlan(), categories: [] }).map(({ message }) => message)).toContain(
      "has no category",
    );
    expect(faultsOf("pretix", { ...pretixPlan(), zones: [] })).toEqual([
      { path: "", message: "has no seat and no area" },
    ]);
    const drawing = seatsIoDrawing();
    Object.assign(drawing.subChart.generalAdmissionAreas[0] ?? {}, { label: "S-A-1" });
    expect(faultsOf("seatsio", drawing)).toHaveLength(1);
  });

  it("is refused with more seats than the allocator can hold", () => {
    const seats = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        seat_number: "1",
        seat_guid: `g${index}`,
        category: "Loge",
        position: { x: 0, y: 0 },
      }));
    const plan = (last: number) => ({
      ...pretixPlan(),
      zones: [
        { position: { x: 0, y: 0 }, rows: [{ row_number: "1", seats: seats(CHART_LIMITS.seatsMax) }] },
        {
          position: { x: 0, y: 0 },
          rows: [{ row_number: "2", seats: [{ ...seats(last)[last - 1], seat_guid: "last" }] }],
        },
      ],
    });
    expect(faultsOf("pretix", plan(1))).toEqual([
      { path: "", message: "has 100001 seats, at most 100000 are possible" },
    ]);
  });
});

describe("something else", () => {
  it("is refused in a short answer, even two megabytes of it", () => {
    const big: unknown[] = [
      Array.from({ length: 200_000 }, (_, index) => index),
      "x".repeat(2_000_000),
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index])),
      { name: "n", categories: Array.from({ length: 200_000 }, () => 1), zones: "z", subChart: [], sections: {} },
      { name: "n", subChart: { sections: Array.from({ length: 1_900 }, () => ({ subChart: 1 })) } },
    ];
    for (const format of CHART_FORMATS) {
      for (const drawing of big) {
        const faults = faultsOf(format, drawing);
        expect(faults.length).toBeGreaterThan(0);
        expect(JSON.stringify(faults).length).toBeLessThan(20_000);
      }
    }
  });

  it("never makes an importer throw, and never passes", () => {
    const something = fc.anything({
      withBigInt: true,
      withMap: true,
      withDate: true,
      withNullPrototype: true,
      withSet: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...CHART_FORMATS), something, (format, drawing) => {
        expect(importChart(format, drawing).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a valid drawing in which something was changed", () => {
  it("is refused with faults, or becomes a chart that keeps every promise of a chart", () => {
    const mutation = fc.record({
      at: fc.nat(10_000),
      value: fc.oneof(fc.jsonValue(), fc.constantFrom("", "\u0000", "\ud800", Number.NaN, 1e300, -1, "S-A-1", "Loge")),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...CHART_FORMATS),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (format, mutations) => {
          let drawing = VALID[format]();
          for (const { at, value } of mutations) drawing = mutated(drawing, at, value);
          const outcome = importChart(format, drawing);
          if (outcome.ok) expectSound(outcome.chart);
          else expect(outcome.faults.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** The tree with its `at`-th node (modulo their number) replaced. */
function mutated(tree: unknown, at: number, value: unknown): unknown {
  const paths: (string | number)[][] = [];
  const walk = (node: unknown, path: (string | number)[]): void => {
    paths.push(path);
    if (typeof node === "object" && node !== null) {
      for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
    }
  };
  walk(tree, []);
  const path = paths[at % paths.length] ?? [];
  return replaced(tree, path, value);
}

function replaced(node: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((child, index) => (index === Number(key) ? replaced(child, rest, value) : child));
  return Object.fromEntries(
    Object.entries(node ?? {}).map(([name, child]) => [name, name === key ? replaced(child, rest, value) : child]),
  );
}

function expectSound(chart: Chart): void {
  const categories = new Set(chart.categories.map(({ key }) => key));
  const zones = new Set(chart.zones.map(({ key }) => key));
  const places = [...seatsOf(chart), ...chart.areas];
  expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
  for (const place of places) {
    expect(categories.has(place.category)).toBe(true);
    expect(place.id).toMatch(/^[^\s\p{Cc}](?:\P{Cc}{0,98}[^\s\p{Cc}])?$/u);
    expect(place.id.isWellFormed()).toBe(true);
  }
  for (const { x, y } of seatsOf(chart)) expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true]);
  for (const zone of [...chart.sections, ...chart.areas].map((part) => part.zone)) {
    expect(zone === undefined || zones.has(zone)).toBe(true);
  }
  expect(chart.categories.every(({ color }) => /^#[0-9a-f]{6}$/u.test(color))).toBe(true);
  expect(places.length).toBeGreaterThan(0);
}
