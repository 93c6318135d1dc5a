/**
 * Charts in the drawing format of seats.io become charts of ours with every seat at its true place.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { capacityOf, seatsOf, type Chart, type Point } from "../../../../core/seating/chart.ts";
import { importSeatsIo } from "../../../../core/seating/import/seats-io.ts";
import { seatsIoDrawing } from "./drawings.ts";

const RACE_TRACK = path.resolve(import.meta.dirname, "../../../../../shared/charts/race-track.json");

function imported(drawing: unknown): Chart {
  const outcome = importSeatsIo(drawing);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.chart;
}

describe("a drawing with everything in it", () => {
  const chart = imported(seatsIoDrawing());
  const seats = new Map([...seatsOf(chart)].map((seat) => [String(seat.id), seat]));

  it("gives seats their labels' ids, at their section's corner, with its category unless they name one", () => {
    expect(seats.get("S-A-1")).toEqual({ id: "S-A-1", label: "1", category: "1", x: 1010, y: 2020 });
    expect(seats.get("S-A-4")).toEqual({
      id: "S-A-4",
      label: "4",
      category: "box",
      x: 1040,
      y: 2020,
      restrictedView: true,
    });
    expect(seats.get("S-A-2")?.accessible).toBe(true);
    expect(seats.get("S-A-3")?.companion).toBe(true);
    expect([...seats.keys()]).toEqual(["Loge-Z-1", "T1-1", "S-A-1", "S-A-2", "S-A-3", "S-A-4"]);
  });

  it("keeps sections with outline, zone and entrance, and drops empty rows", () => {
    expect(chart.sections.map(({ label, rows }) => [label, rows.length])).toEqual([
      ["Loge", 1],
      ["", 1],
      ["S", 1],
    ]);
    expect(chart.sections[2]).toMatchObject({ zone: "hall", entrance: "North", outline: { length: 3 } });
    expect(chart.zones).toEqual([{ key: "hall", label: "Hall", focalPoint: { x: 500, y: 0 } }]);
    expect(chart.focalPoint).toEqual({ x: 400, y: -20 });
  });

  it("makes areas of standing room and of booths", () => {
    expect(chart.areas.map(({ id, capacity }) => [id, capacity])).toEqual([
      ["Floor", 250],
      ["Pit", 40],
      ["B1", 1],
    ]);
    const [floor, pit, booth] = chart.areas;
    expect(Math.max(...(floor?.outline ?? []).map(({ x }) => x))).toBe(70);
    expect(Math.min(...(floor?.outline ?? []).map(({ y }) => y))).toBe(40);
    expect(pit?.outline).toHaveLength(3);
    // four wide and two high, turned by a right angle
    expect(Math.max(...(booth?.outline ?? []).map(({ x }) => x))).toBe(11);
    expect(Math.max(...(booth?.outline ?? []).map(({ y }) => y))).toBe(12);
  });

  it("says what became something else", () => {
    const outcome = importSeatsIo(seatsIoDrawing());
    expect(outcome.ok && outcome.warnings).toEqual(["The category Box has no usable color; it was given one."]);
    expect(chart.categories.map(({ color }) => color)).toEqual(["#4176a5", expect.stringMatching(/^#[0-9a-f]{6}$/u)]);
  });

  it("lays floors one below another", () => {
    const floor = (label: string) => ({
      height: 100,
      width: 10,
      rows: [{ label, seats: [{ x: 1, y: 1, label: "1", categoryKey: 1 }] }],
    });
    const { subChart: _, ...drawing } = seatsIoDrawing();
    const chart = imported({ ...drawing, subChartFloors: [floor("A"), floor("B")] });
    expect([...seatsOf(chart)].map(({ id, y }) => [id, y])).toEqual([
      ["A-1", 1],
      ["B-1", 111],
    ]);
  });
});

describe.skipIf(!existsSync(RACE_TRACK))(
  "the race track (../shared/charts/race-track.json, skipped when absent)",
  () => {
    const chart = imported(existsSync(RACE_TRACK) ? JSON.parse(readFileSync(RACE_TRACK, "utf8")) : seatsIoDrawing());

    it("has 8,897 seats in 131 rows, four sections and two zones, each once", () => {
      expect(capacityOf(chart)).toBe(8_897);
      expect(new Set([...seatsOf(chart)].map(({ id }) => id)).size).toBe(8_897);
      expect(chart.sections.flatMap(({ rows }) => rows)).toHaveLength(131);
      expect([chart.sections.length, chart.zones.length, chart.areas.length]).toEqual([4, 2, 0]);
      expect([...seatsOf(chart)].map(({ id }) => id)).toContain("MT3-A-138");
    });

    it("has every seat inside the outline of its section", () => {
      for (const section of chart.sections) {
        const outside = section.rows
          .flatMap(({ seats }) => seats)
          .filter((seat) => !isInside(seat, section.outline ?? []));
        expect([section.label, outside.length]).toEqual([section.label, 0]);
      }
    });

    it("has neighbours in a row beside each other", () => {
      for (const row of chart.sections.flatMap(({ rows }) => rows)) {
        for (const [index, seat] of row.seats.entries()) {
          const next = row.seats[index + 1];
          if (next !== undefined) expect(Math.hypot(next.x - seat.x, next.y - seat.y)).toBeLessThan(70);
        }
      }
    });
  },
);

/** Even-odd rule: a ray to the right crosses the outline an odd number of times. */
function isInside(point: Point, outline: readonly Point[]): boolean {
  let inside = false;
  for (const [index, a] of outline.entries()) {
    const b = outline[(index + 1) % outline.length] ?? a;
    if (a.y > point.y !== b.y > point.y && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x)
      inside = !inside;
  }
  return inside;
}
