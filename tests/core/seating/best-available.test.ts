/**
 * Best available, judged by looking at every window of every row; and that what is remembered between questions is
 * never told from what is seen afresh, whatever was taken and given back in between.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CategoryKey } from "../../../core/brand.ts";
import { BestAvailable } from "../../../core/seating/best-available.ts";
import type { Chart, Seat } from "../../../core/seating/chart.ts";
import type { GroupWish } from "../../../core/seating/seat-filter.ts";
import { seatPlan } from "../../../core/seating/seat-plan.ts";
import { SEAT, SeatStates } from "../../../core/seating/seat-states.ts";
import { BALCONY, chartOf, rowOf, stadium, STALLS } from "./charts.ts";

const FOR_SALE: ReadonlySet<CategoryKey> = new Set([STALLS, BALCONY]);

/** What the oracle knows of a row: its seats with their numbers, and where its section looks. */
interface NaiveRow {
  readonly zone: string | undefined;
  readonly focal: { readonly x: number; readonly y: number };
  readonly seats: readonly { readonly number: number; readonly seat: Seat }[];
}

function naiveRows(chart: Chart): NaiveRow[] {
  let number = 0;
  return chart.sections.flatMap((section) =>
    section.rows.map((row) => ({
      zone: section.zone,
      focal: chart.zones.find((zone) => zone.key === section.zone)?.focalPoint ?? chart.focalPoint ?? { x: 0, y: 0 },
      seats: row.seats.map((seat) => ({ number: number++, seat })),
    })),
  );
}

/** Every window of the wished length that may be given, best first: no single left, then near, then early. */
function naiveWindows(rows: readonly NaiveRow[], isFree: (number: number) => boolean, wish: GroupWish): number[][] {
  const found: { numbers: number[]; leavesSingle: boolean; distance: number }[] = [];
  for (const { zone, focal, seats } of rows) {
    const buyable = seats.map(({ number, seat }) => isFree(number) && FOR_SALE.has(seat.category));
    for (let first = 0; first + wish.quantity <= seats.length; first += 1) {
      const window = seats.slice(first, first + wish.quantity);
      const special = (seat: Seat): boolean => seat.accessible === true || seat.companion === true;
      const fits =
        (wish.zone === undefined || zone === wish.zone) &&
        window.every(({ number, seat }) => isFree(number) && FOR_SALE.has(seat.category)) &&
        window.every(({ seat }) => wish.category === undefined || seat.category === wish.category) &&
        window.every(({ seat }) => special(seat) === (wish.accessible === true)) &&
        (wish.accessible !== true || window.some(({ seat }) => seat.accessible));
      if (!fits) continue;
      const after = buyable.map((free, index) => free && (index < first || index >= first + wish.quantity));
      const alone = (index: number): boolean => after[index] === true && !after[index - 1] && !after[index + 1];
      found.push({
        numbers: window.map(({ number }) => number),
        leavesSingle: alone(first - 1) || alone(first + wish.quantity),
        distance: window.reduce((sum, { seat }) => sum + Math.hypot(seat.x - focal.x, seat.y - focal.y), 0),
      });
    }
  }
  found.sort((a, b) => Number(a.leavesSingle) - Number(b.leavesSingle) || a.distance - b.distance);
  return found.map(({ numbers }) => numbers);
}

const rowText = fc.array(fc.constantFrom("s", "s", "s", "b", "h", "A", "C"), { minLength: 1, maxLength: 12 });
const chart = fc
  .array(fc.array(rowText, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((sections) =>
    chartOf(
      sections.map((rows, index) => ({
        label: `S${index}`,
        ...(index === 0 ? { zone: "near" } : {}),
        rows: rows.map((seats, row) => rowOf(`S${index}`, `R${row}`, seats.join(""), 20 + 17 * row + 60 * index)),
      })),
      { zones: [{ key: "near", label: "Near", focalPoint: { x: 25, y: 5 } }] },
    ),
  );
const wish = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 5 }),
    category: fc.constantFrom(STALLS, BALCONY),
    zone: fc.constant("near"),
    accessible: fc.boolean(),
  },
  { requiredKeys: ["quantity"] },
) as fc.Arbitrary<GroupWish>;
/** Before each question some seats change hands. */
const questions = fc.array(fc.record({ flips: fc.array(fc.nat({ max: 200 }), { maxLength: 12 }), wish }), {
  minLength: 1,
  maxLength: 12,
});

function flip(states: SeatStates, number: number): void {
  if (states.seats[number] === SEAT.free) states.move(number, SEAT.free, SEAT.held);
  else states.move(number, SEAT.held, SEAT.free);
}

describe("best available", () => {
  it("gives what looking at every window would give", () => {
    fc.assert(
      fc.property(chart, questions, (drawn, asked) => {
        const plan = seatPlan(drawn);
        const states = new SeatStates(plan);
        const best = new BestAvailable(plan, states, FOR_SALE);
        const rows = naiveRows(drawn);
        for (const question of asked) {
          for (const number of question.flips) flip(states, number % plan.seatCount);
          const isFree = (number: number): boolean => states.seats[number] === SEAT.free;
          const [expected] = naiveWindows(rows, isFree, question.wish);
          if (expected !== undefined) expect(best.choose(question.wish)).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("parts a group only when no row can seat it, and then gives as many different free seats as were asked for", () => {
    fc.assert(
      fc.property(chart, questions, (drawn, asked) => {
        const plan = seatPlan(drawn);
        const states = new SeatStates(plan);
        const best = new BestAvailable(plan, states, FOR_SALE);
        const rows = naiveRows(drawn);
        for (const question of asked) {
          for (const number of question.flips) flip(states, number % plan.seatCount);
          const isFree = (number: number): boolean => states.seats[number] === SEAT.free;
          if (naiveWindows(rows, isFree, question.wish).length > 0) continue;
          const singles = naiveWindows(rows, isFree, { ...question.wish, accessible: false, quantity: 1 }).flat();
          const chosen = best.choose(question.wish);
          if (question.wish.accessible === true) continue;
          if (singles.length < question.wish.quantity) expect(chosen).toBeUndefined();
          else {
            expect(new Set(chosen).size).toBe(question.wish.quantity);
            for (const number of chosen ?? []) expect(singles).toContain(number);
          }
          expect(new BestAvailable(plan, states, FOR_SALE).choose(question.wish)).toEqual(chosen);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the parts of a group large and close together", () => {
    const drawn = chartOf([
      { label: "S", rows: [rowOf("S", "A", "sss", 10), rowOf("S", "B", "ss", 20), rowOf("S", "C", "sss", 900)] },
    ]);
    const plan = seatPlan(drawn);
    const best = new BestAvailable(plan, new SeatStates(plan), FOR_SALE);
    // Three in the first row, then the two behind them rather than two of the three far away.
    expect(best.choose({ quantity: 5 })).toEqual([0, 1, 2, 3, 4]);
    // Two and two: nobody sits alone although the longest row seats three.
    expect(
      best
        .choose({ quantity: 4 })
        ?.map((seat) => plan.rowOf[seat])
        .sort(),
    ).toEqual([0, 0, 1, 1]);
  });

  it("remembers the right thing in a stadium that sells out and comes back", () => {
    const plan = seatPlan(stadium(2_000));
    const states = new SeatStates(plan);
    const best = new BestAvailable(plan, states, FOR_SALE);
    const taken: number[] = [];
    for (;;) {
      const seats = best.choose({ quantity: 2 });
      if (seats === undefined) break;
      for (const seat of seats) states.move(seat, SEAT.free, SEAT.held);
      taken.push(...seats);
      if (taken.length % 300 === 0)
        expect(new BestAvailable(plan, states, FOR_SALE).choose({ quantity: 3 })).toEqual(best.choose({ quantity: 3 }));
    }
    expect(new Set(taken).size).toBe(2_000);
    for (const seat of taken.slice(0, 1_500)) states.move(seat, SEAT.held, SEAT.free);
    for (const quantity of [1, 2, 3, 4])
      expect(best.choose({ quantity })).toEqual(new BestAvailable(plan, states, FOR_SALE).choose({ quantity }));
  });
});
