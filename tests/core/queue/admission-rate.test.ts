/** W2: the door's rate, against a list of all admissions and a loop. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { AdmissionRate, peakSecond } from "../../../core/queue/admission-rate.ts";

const START_MS = 1_800_000_000_000;

function within(timesMs: readonly number[], untilMs: number, spanMs: number): number {
  return timesMs.filter((atMs) => atMs <= untilMs && atMs >= untilMs - spanMs).length;
}

it("never opens more often than the rate in any minute, nor than the peak in any second, whatever knocks and crashes", () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 3_000 }),
    knocks: fc.integer({ min: 0, max: 30 }),
    crash: fc.nat({ max: 19 }).map((chance) => chance === 0), // seldom: what wakes has just counted all
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(step, { maxLength: 150 }), (perMinute, steps) => {
      let rate = new AdmissionRate();
      const admittedMs: number[] = [];
      let nowMs = START_MS;
      for (const { waitMs, knocks, crash } of steps) {
        nowMs += waitMs;
        if (crash) rate = new AdmissionRate(admittedMs.toReversed(), nowMs);
        for (let knock = 0; knock < knocks; knock++) {
          if (rate.openings(millis(nowMs), perMinute) === 0) break;
          rate.record(millis(nowMs), perMinute);
          admittedMs.push(nowMs);
        }
        expect(within(admittedMs, nowMs, 60_000)).toBeLessThanOrEqual(perMinute);
        expect(within(admittedMs, nowMs, 1_000)).toBeLessThanOrEqual(Math.max(1, (1.5 * perMinute) / 60));
      }
    }),
  );
});

it("counts openings as knocks that one after another would be let in", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 }),
      (perMinute, waitsMs) => {
        const rate = new AdmissionRate();
        let nowMs = START_MS;
        for (const waitMs of waitsMs) {
          nowMs += waitMs;
          const promised = rate.openings(millis(nowMs), perMinute);
          let let_in = 0;
          for (; rate.openings(millis(nowMs), perMinute) > 0; let_in++) rate.record(millis(nowMs), perMinute);
          expect(let_in).toBe(promised);
        }
      },
    ),
    { examples: [[4_560, [0]]] }, // the pace met the tolerance to the last bit, and once lost it there
  );
});

it("opens at the moment that it names, and not a millisecond before", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_000 }),
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 100 }),
      (perMinute, waitsMs) => {
        const rate = new AdmissionRate();
        let nowMs = START_MS;
        for (const waitMs of waitsMs) {
          nowMs += waitMs;
          const opensAtMs = rate.opensAtMs(millis(nowMs), perMinute, 0) ?? Infinity;
          expect(rate.openings(millis(opensAtMs), perMinute)).toBeGreaterThan(0);
          if (opensAtMs > nowMs) expect(rate.openings(millis(opensAtMs - 1), perMinute)).toBe(0);
          if (opensAtMs === nowMs) rate.record(millis(nowMs), perMinute);
        }
      },
    ),
  );
});

it("lets in as many as the rate says when somebody always knocks", () => {
  for (const perMinute of [6, 60, 90, 600, 6_000]) {
    const rate = new AdmissionRate();
    let admitted = 0;
    for (let nowMs = START_MS; nowMs < START_MS + 600_000; nowMs += 5)
      while (rate.openings(millis(nowMs), perMinute) > 0) {
        rate.record(millis(nowMs), perMinute);
        admitted++;
      }
    expect(admitted).toBeGreaterThan(perMinute * 10 * 0.98);
  }
});

it("lets nobody in at a rate of zero, and takes a new rate over at once", () => {
  const rate = new AdmissionRate();
  expect(rate.openings(millis(START_MS), 0)).toBe(0);
  expect(rate.opensAtMs(millis(START_MS), 0, 0)).toBeUndefined();
  for (let second = 0; second < 10; second++) rate.record(millis(START_MS + second * 1_000), 60);
  expect(rate.openings(millis(START_MS + 20_000), 10)).toBe(0); // ten in this minute already
  expect(rate.openings(millis(START_MS + 20_000), 600)).toBeGreaterThan(0);
});

it("does not shut the door for an hour when the clock steps back by one", () => {
  const rate = new AdmissionRate([START_MS, START_MS - 10_000], START_MS - 3_600_000);
  expect(rate.openings(millis(START_MS - 3_600_000 + 61_000), 2)).toBe(1);
});

it("allows a peak of one and a half mean seconds, but always one", () => {
  expect([1, 39, 60, 80, 600, 6_000].map(peakSecond)).toEqual([1, 1, 1, 2, 15, 150]);
});

it("goes on at the new pace from the last admission on when the rate is raised, and waits out nothing of the old one", () => {
  const rate = new AdmissionRate();
  rate.record(millis(START_MS), 1); // one a minute: the next would be due in a minute
  expect(rate.openings(millis(START_MS + 1_100), 1)).toBe(0);
  expect(rate.opensAtMs(millis(START_MS), 600, 0)).toBeLessThanOrEqual(START_MS + 1_001);
  expect(rate.openings(millis(START_MS + 1_100), 600)).toBeGreaterThan(0);
});
