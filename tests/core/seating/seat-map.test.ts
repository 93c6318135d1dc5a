/** The public picture: two bits a seat, and deltas that bring anybody who holds any version to the present one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeatChanges, packSeats } from "../../../core/seating/seat-map.ts";
import { seatPlan } from "../../../core/seating/seat-plan.ts";
import { SEAT, SeatStates, type SeatState } from "../../../core/seating/seat-states.ts";
import { chartOf, rowOf, stadium } from "./charts.ts";

describe("the snapshot", () => {
  it("says free, held, sold and blocked in two bits, seat i in bits 2(i mod 4) of byte i/4", () => {
    const states = new SeatStates(seatPlan(chartOf([{ label: "S", rows: [rowOf("S", "A", "ssssss", 0)] }])));
    states.move(1, SEAT.free, SEAT.held);
    states.move(2, SEAT.free, SEAT.paying);
    states.move(3, SEAT.free, SEAT.sold);
    states.move(5, SEAT.free, SEAT.blocked);
    expect([...packSeats(states)]).toEqual([0b10_01_01_00, 0b00_00_11_00]);
  });

  it("fits 80,000 seats into 20 kB", () => {
    expect(packSeats(new SeatStates(seatPlan(stadium(80_000)))).length).toBe(20_000);
  });
});

describe("the deltas", () => {
  it("bring every version that is still known to the present, and admit it when one is not", () => {
    const change = fc.record({
      seat: fc.nat({ max: 9 }),
      code: fc.integer({ min: 0, max: 3 }),
      pause: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), fc.integer({ min: 5, max: 9 }), (changes, start) => {
        const ring = new SeatChanges(start);
        const pictures = new Map<number, number[]>([[start, Array.from({ length: 10 }, () => 0)]]);
        let version = start;
        let picture = pictures.get(start) ?? [];
        for (const { seat, code, pause } of changes) {
          version += 1 + pause;
          ring.add(version, seat, code);
          picture = picture.with(seat, code);
          pictures.set(version, picture);
        }
        for (const [since, before] of pictures) {
          const after = [...before];
          for (const [seat, code] of ring.after(since) ?? []) after[seat] = code;
          expect(after).toEqual(picture);
        }
        expect(ring.after(start - 1)).toBeUndefined();
      }),
    );
  });

  it("forget what is too long ago, and never tell half of it", () => {
    const ring = new SeatChanges(0);
    for (let version = 1; version <= 5_000; version += 1) ring.add(version, version % 7, version % 4);
    expect(ring.after(0)).toBeUndefined();
    expect(ring.after(5_000)).toEqual([]);
    expect(ring.after(4_990)).toHaveLength(7);
  });
});

describe("a place", () => {
  it("is never moved from a state that it is not in", () => {
    const states = new SeatStates(seatPlan(chartOf([{ label: "S", rows: [rowOf("S", "A", "s", 0)] }])));
    const all: SeatState[] = [SEAT.held, SEAT.paying, SEAT.sold, SEAT.blocked];
    for (const from of all) expect(() => states.move(0, from, SEAT.free)).toThrow("not in state");
    states.move(0, SEAT.free, SEAT.held);
    expect(() => states.move(0, SEAT.free, SEAT.held)).toThrow("not in state");
  });
});
