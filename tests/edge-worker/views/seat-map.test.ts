/** Whoever follows the seats through this isolate sees what is there, whatever versions they ask from. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeatsDocument } from "../../../core/contract/seats.ts";
import { SeatMap } from "../../../edge-worker/views/seat-map.ts";

const SEATS = 37;

/** A follower as a browser would be: a plain array of codes. */
class Follower {
  codes: number[] = [];
  version: number | undefined;
  left = -1;

  take(document: SeatsDocument): void {
    if (document.kind === "snapshot") {
      const bytes = Buffer.from(document.seats, "base64");
      this.codes = Array.from(
        { length: document.seatCount },
        (_, index) => ((bytes[index >> 2] ?? 0) >> (2 * (index & 3))) & 3,
      );
    } else {
      expect(document.since).toBe(this.version);
      for (const [index, code] of document.changes) this.codes[index] = code;
    }
    this.version = document.version;
    this.left = document.seatsLeft;
  }
}

function decode(bytes: Uint8Array): SeatsDocument {
  return JSON.parse(new TextDecoder().decode(bytes)) as SeatsDocument;
}

function snapshotOf(codes: readonly number[], version: number): SeatsDocument {
  const bytes = new Uint8Array(Math.ceil(codes.length / 4));
  for (const [index, code] of codes.entries())
    bytes[index >> 2] = (bytes[index >> 2] ?? 0) | (code << (2 * (index & 3)));
  return {
    kind: "snapshot",
    version,
    chart: "c",
    seatCount: codes.length,
    seats: Buffer.from(bytes).toString("base64"),
    areas: {},
    seatsLeft: free(codes),
  };
}

function free(codes: readonly number[]): number {
  return codes.filter((code) => code === 0).length;
}

describe("a seat map", () => {
  it("keeps every follower right, wherever they come from", () => {
    const change = fc.tuple(fc.nat({ max: SEATS - 1 }), fc.nat({ max: 3 }));
    const step = fc.record({
      changes: fc.array(change, { maxLength: 8 }),
      followers: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
      isNew: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const truth = Array.from({ length: SEATS }, () => 0);
        let version = 1;
        const map = new SeatMap();
        map.apply(snapshotOf(truth, version));
        const followers = Array.from({ length: 5 }, () => new Follower());
        for (const { changes, followers: asking, isNew } of steps) {
          const since = version;
          for (const [index, code] of changes) truth[index] = code;
          version += changes.length;
          if (isNew) map.apply(snapshotOf(truth, version));
          else map.apply({ kind: "delta", since, version, changes, areas: {}, seatsLeft: free(truth) });
          for (const which of asking) {
            const follower = followers[which] ?? new Follower();
            follower.take(decode(map.answer(follower.version)));
            expect(follower.codes).toEqual(truth);
            expect(follower.left).toBe(free(truth));
          }
          for (let index = 0; index < SEATS; index++) expect(map.code(index)).toBe(truth[index]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("answers a version between two that it has seen with the changes since the earlier one", () => {
    const map = new SeatMap();
    map.apply(snapshotOf([0, 0, 0, 0], 10));
    map.apply({
      kind: "delta",
      since: 10,
      version: 20,
      changes: [
        [1, 1],
        [2, 2],
      ],
      areas: {},
      seatsLeft: 2,
    });
    expect(decode(map.answer(15))).toMatchObject({
      kind: "delta",
      since: 15,
      version: 20,
      changes: [
        [1, 1],
        [2, 2],
      ],
    });
    expect(decode(map.answer(20))).toMatchObject({ kind: "delta", changes: [] });
    for (const unknown of [9, 21, undefined]) expect(decode(map.answer(unknown)).kind).toBe("snapshot");
  });

  it("lets invented versions push no answer out that others come back for", () => {
    const map = new SeatMap();
    map.apply(snapshotOf([0, 0, 0, 0], 10));
    map.apply({ kind: "delta", since: 10, version: 20, changes: [[1, 1]], areas: {}, seatsLeft: 3 });
    for (let invented = 1_000; invented < 2_000; invented++) map.answer(invented);
    expect(map.answer(5_000)).toBe(map.answer(undefined));
    expect(map.answer(10)).toBe(map.answer(10));
  });

  it("remembers a bounded number of changes", () => {
    const map = new SeatMap();
    map.apply(
      snapshotOf(
        Array.from({ length: 100 }, () => 0),
        0,
      ),
    );
    for (let version = 1; version <= 500; version++) {
      map.apply({ kind: "delta", since: version - 1, version, changes: [[version % 100, 1]], areas: {}, seatsLeft: 0 });
    }
    expect(decode(map.answer(1)).kind).toBe("snapshot");
    expect(decode(map.answer(480)).kind).toBe("delta");
    expect(map.answer(499)).toBe(map.answer(499));
  });
});
