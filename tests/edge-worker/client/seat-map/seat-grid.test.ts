/** Finding seats by where they are gives what looking at every seat would give. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { SeatGrid } from "../../../../edge-worker/client/seat-map/seat-grid.ts";

const BOUNDS = { minX: -50, minY: -50, maxX: 1_050, maxY: 1_050 };
const coordinate = fc.double({ min: 0, max: 1_000, noNaN: true });
const seats = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 60 });

it("finds the nearest seat, and none that is out of reach", () => {
  fc.assert(
    fc.property(seats, coordinate, coordinate, fc.double({ min: 0, max: 400, noNaN: true }), (all, x, y, reach) => {
      const grid = gridOf(all);
      const least = Math.min(...all.map((seat) => Math.hypot(seat.x - x, seat.y - y)));
      const found = grid.nearest(x, y, reach);
      if (least > reach) expect(found).toBeUndefined();
      else expect(Math.hypot((all[found ?? -1]?.x ?? NaN) - x, (all[found ?? -1]?.y ?? NaN) - y)).toBe(least);
    }),
  );
});

it("names every seat in sight, each once", () => {
  fc.assert(
    fc.property(seats, coordinate, coordinate, coordinate, (all, x, y, size) => {
      const seen: number[] = [];
      gridOf(all).within({ minX: x, minY: y, maxX: x + size, maxY: y + size }, (seat) => seen.push(seat));
      expect(new Set(seen).size).toBe(seen.length);
      for (const [index, seat] of all.entries())
        if (seat.x >= x && seat.x <= x + size && seat.y >= y && seat.y <= y + size) expect(seen).toContain(index);
    }),
  );
});

function gridOf(all: readonly { readonly x: number; readonly y: number }[]): SeatGrid {
  return new SeatGrid(
    Float64Array.from(all, ({ x }) => x),
    Float64Array.from(all, ({ y }) => y),
    BOUNDS,
    37,
  );
}
