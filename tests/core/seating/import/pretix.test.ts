/**
 * Seating plans of pretix become charts of ours, and our own charts come back as they were.
 */
import { describe, expect, it } from "vitest";
import { canonicalChart } from "../../../../core/seating/canonical-chart.ts";
import { importFoyer } from "../../../../core/seating/import/foyer.ts";
import { importPretix } from "../../../../core/seating/import/pretix.ts";
import { importSeatsIo } from "../../../../core/seating/import/seats-io.ts";
import { pretixPlan, seatsIoDrawing } from "./drawings.ts";

describe("a pretix plan", () => {
  const outcome = importPretix(pretixPlan());

  it("puts a seat where zone, row and seat add up, under its guid", () => {
    expect(outcome.ok && outcome.chart.sections).toEqual([
      {
        label: "Saal",
        rows: [
          {
            label: "1",
            seats: [
              { id: "1-1", label: "1", category: "Parkett", x: 110, y: 55 },
              { id: "1-2", label: "2", category: "Loge", x: 135, y: 55 },
            ],
          },
          { label: "2", seats: [{ id: "2-1", label: "1", category: "Loge", x: 100, y: 80 }] },
        ],
      },
    ]);
  });

  it("says what it left out and what it assumed", () => {
    expect(outcome.ok && outcome.chart.focalPoint).toEqual({ x: 200, y: 0 });
    expect(outcome.ok && outcome.warnings).toHaveLength(3);
  });
});

describe("our own format", () => {
  it("comes back byte for byte after a round trip, whatever it was imported from", () => {
    for (const outcome of [importPretix(pretixPlan()), importSeatsIo(seatsIoDrawing())]) {
      if (!outcome.ok) throw new Error("the drawing is right");
      const text = canonicalChart(outcome.chart);
      const back = importFoyer(JSON.parse(text));
      expect(back.ok && canonicalChart(back.chart)).toBe(text);
    }
  });
});
