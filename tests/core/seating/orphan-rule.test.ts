/**
 * The orphan rule against every possible way to seat as many people in the same run of free seats.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { needlessSingles, seatsLeftSingle } from "../../../core/seating/orphan-rule.ts";

/** Free seats that stand alone in a row of `#` (free) and anything else. */
function singlesIn(row: string): number {
  return row.split(/[^#]+/u).filter((run) => run.length === 1).length;
}

/** Is there a way to take `count` seats of a run of `length` free ones that leaves nobody single? By trying them all. */
function canBeSeated(length: number, count: number): boolean {
  for (let ways = 0; ways < 1 << length; ways += 1) {
    const row = Array.from({ length }, (_, seat) => ((ways >> seat) & 1 ? "x" : "#")).join("");
    if (row.replaceAll("#", "").length === count && singlesIn(row) === 0) return true;
  }
  return false;
}

function singles(row: string, chosen: readonly number[]): number[] {
  return needlessSingles(row.length, (position) => row[position] === "#", new Set(chosen));
}

describe("the orphan rule", () => {
  it("refuses exactly the choices that leave a single seat where another choice would not", () => {
    const choices = fc
      .array(fc.constantFrom("#", "#", "#", "."), { minLength: 1, maxLength: 10 })
      .map((seats) => seats.join(""))
      .chain((row) => {
        const free = [...row.matchAll(/#/gu)].map(({ index }) => index);
        return fc.record({ row: fc.constant(row), chosen: fc.subarray(free) });
      });
    fc.assert(
      fc.property(choices, ({ row, chosen }) => {
        const touched = [...row.matchAll(/#+/gu)].filter(({ index, 0: run }) =>
          chosen.some((seat) => seat >= index && seat < index + run.length),
        );
        const needless = touched.some(({ index, 0: run }) => {
          const own = chosen.filter((seat) => seat >= index && seat < index + run.length);
          const after = Array.from(run, (_, seat) => (own.includes(index + seat) ? "x" : "#")).join("");
          return singlesIn(after) > 0 && canBeSeated(run.length, own.length);
        });
        expect(singles(row, chosen).length > 0).toBe(needless);
      }),
      { numRuns: 1_000 },
    );
  });

  it("names the seat that would stay alone", () => {
    expect(singles("#####", [1, 2])).toEqual([0]);
    expect(singles("#####", [0, 1])).toEqual([]);
    expect(singles("..###", [2, 3])).toEqual([]); // one stays alone wherever the two sit
    expect(singles("#.###", [2, 3, 4])).toEqual([]); // was alone before
  });
});

describe("the orphan rule over a whole chart", () => {
  it("names single seats by their number, row after row, and looks only at rows that are touched", () => {
    // two rows of five, numbered 0-4 and 5-9
    const plan = { rowOf: Uint32Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]), rowStart: Uint32Array.from([0, 5, 10]) };
    const free = (seat: number): boolean => seat !== 3;
    expect(seatsLeftSingle(plan, free, [6, 7])).toEqual([5]);
    expect(seatsLeftSingle(plan, free, [1, 6, 7])).toEqual([0, 2, 5]);
    expect(seatsLeftSingle(plan, free, [0, 1, 2])).toEqual([]);
  });
});
