/** The view of the map: what is under a finger stays under it, and the chart is never lost from sight. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { between, Camera } from "../../../../edge-worker/client/seat-map/camera.ts";

const BOUNDS = { minX: -200, minY: 100, maxX: 1_800, maxY: 900 };

function camera(width = 360, height = 480): Camera {
  const made = new Camera(BOUNDS, 20);
  made.resize(width, height);
  return made;
}

const factor = fc.double({ min: 0.2, max: 5, noNaN: true });
const spot = fc.record({
  x: fc.double({ min: 0, max: 360, noNaN: true }),
  y: fc.double({ min: 0, max: 480, noNaN: true }),
});

describe("the camera", () => {
  it("shows everything at first, and again after the screen was turned", () => {
    const made = camera();
    for (const [width, height] of [
      [360, 480],
      [900, 300],
    ] as const) {
      made.resize(width, height);
      for (const [x, y] of [
        [BOUNDS.minX, BOUNDS.minY],
        [BOUNDS.maxX, BOUNDS.maxY],
      ] as const) {
        const at = made.toScreen(x, y);
        expect(at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= height).toBe(true);
      }
    }
  });

  it("keeps what is under the finger under it while the picture grows", () => {
    fc.assert(
      fc.property(spot, fc.double({ min: 1, max: 4, noNaN: true }), (at, closer) => {
        const made = camera();
        made.look({ x: 800, y: 500, scale: 2 });
        const under = made.toChart(at.x, at.y);
        made.look(made.zoomed(closer, at.x, at.y));
        const after = made.toScreen(under.x, under.y);
        expect(Math.hypot(after.x - at.x, after.y - at.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it("never loses the chart, whatever is done to it", () => {
    const moves = fc.array(
      fc.oneof(
        fc.record({ dx: fc.integer({ min: -4_000, max: 4_000 }), dy: fc.integer({ min: -4_000, max: 4_000 }) }),
        fc.record({ factor, at: spot }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, (all) => {
        const made = camera();
        const { scale: whole } = made.whole;
        for (const move of all)
          if ("dx" in move) made.pan(move.dx, move.dy);
          else made.look(made.zoomed(move.factor, move.at.x, move.at.y));
        const { x, y, scale } = made.view;
        expect(scale).toBeGreaterThanOrEqual(whole * 0.999);
        expect(scale).toBeLessThanOrEqual(20);
        expect(x >= BOUNDS.minX - 1 && x <= BOUNDS.maxX + 1 && y >= BOUNDS.minY - 1 && y <= BOUNDS.maxY + 1).toBe(true);
      }),
    );
  });

  it("glides from one view to another and arrives exactly", () => {
    const [from, to] = [
      { x: 0, y: 0, scale: 0.1 },
      { x: 500, y: 300, scale: 8 },
    ];
    expect(between(from, to, 0)).toEqual(from);
    const end = between(from, to, 1);
    expect([end.x, end.y, end.scale].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([500, 300, 8]);
    expect(between(from, { ...to, scale: 0.1 }, 0.5)).toEqual({ x: 250, y: 150, scale: 0.1 });
  });
});
