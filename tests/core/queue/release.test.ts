/** W8 in the small: what the release controller calls for, and how far it may go. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALLS_PER_TICK_MAX, planRelease, type ReleaseInputs } from "../../../core/queue/release.ts";

const BUSY: ReleaseInputs = {
  waiting: 1_000,
  freeSlots: 0,
  inside: 100,
  visitMs: 600_000,
  rateAllowance: 1_000,
  atDoor: 0,
  toCome: 0,
  showUpShare: 1,
  latencyMs: 1_500,
};

describe("what is free is offered", () => {
  it.each([
    ["one for one when everybody comes", { freeSlots: 7 }, 7],
    ["more when some do not come", { freeSlots: 8, showUpShare: 0.8 }, 10],
    ["nothing while the house is full and visits are long", {}, 0],
    ["nothing while those who were called are on their way", { freeSlots: 7, toCome: 7 }, 0],
    ["nothing while others stand at the door for it", { freeSlots: 3, atDoor: 3 }, 0],
    ["not more than the rate allows", { freeSlots: 50, rateAllowance: 4 }, 4],
    ["not more than wait", { freeSlots: 50, waiting: 2 }, 2],
    ["nobody after the cap was lowered", { freeSlots: -20 }, 0],
    ["ahead of departures when visits are short", { visitMs: 30_000 }, Math.ceil(5 + 2 * Math.sqrt(5))],
  ] satisfies [string, Partial<ReleaseInputs>, number][])("%s", (_name, change, calls) => {
    expect(planRelease({ ...BUSY, ...change })).toBe(calls);
  });
});

it("over-calls within its bound, never calls a fraction or less than nobody, and calls less the more are on their way", () => {
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const inputs = fc.record<ReleaseInputs>({
    waiting: count,
    freeSlots: fc.integer({ min: -1_000, max: 500_000 }),
    inside: count,
    visitMs: fc.option(fc.double({ min: 0, max: 1e8, noNaN: true }), { nil: undefined }),
    rateAllowance: fc.double({ min: -1_000, max: 200_000, noNaN: true }),
    atDoor: fc.integer({ min: 0, max: 1_000 }),
    toCome: fc.double({ min: 0, max: 1_000, noNaN: true }),
    showUpShare: fc.double({ min: 0, max: 1, noNaN: true }),
    latencyMs: fc.double({ min: 0, max: 16_000, noNaN: true }),
  });
  fc.assert(
    fc.property(inputs, (given) => {
      const calls = planRelease(given);
      expect(Number.isSafeInteger(calls)).toBe(true);
      expect(calls).toBeGreaterThanOrEqual(0);
      expect(calls).toBeLessThanOrEqual(Math.min(given.waiting, CALLS_PER_TICK_MAX));
      expect(calls).toBeLessThanOrEqual(Math.max(0, 5 * given.rateAllowance + 1));
      expect(planRelease({ ...given, toCome: given.toCome + 10 })).toBeLessThanOrEqual(calls);
    }),
  );
});
