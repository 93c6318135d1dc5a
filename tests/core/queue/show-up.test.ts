/** The measured share of called visitors who come, and how soon. */
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { ShowUp } from "../../../core/queue/show-up.ts";

/** Calls 20 a second for a minute; of ten, `coming` come after `latencyMs` each. */
function measured(coming: number, latencyMs: number): ShowUp {
  const showUp = new ShowUp();
  const arrivals: { atMs: number; cohort: ReturnType<ShowUp["called"]> }[] = [];
  for (let nowMs = 0; nowMs < 60_000; nowMs += 250) {
    const cohort = showUp.called(5, millis(nowMs));
    for (let of5 = 0; of5 < 5; of5++)
      if ((nowMs / 250 + of5) % 10 < coming) arrivals.push({ atMs: nowMs + latencyMs, cohort });
    while (arrivals[0] !== undefined && arrivals[0].atMs <= nowMs) showUp.came(arrivals.shift()!.cohort, millis(nowMs));
    showUp.forecast(millis(nowMs));
  }
  return showUp;
}

it.each([
  [8, 2_000],
  [4, 1_250],
  [10, 3_000],
])("learns within a minute that %i of ten come after %i ms", (coming, latencyMs) => {
  const { share, latencyMs: learnt } = measured(coming, latencyMs).forecast(millis(60_000));
  expect(Math.abs(share - coming / 10)).toBeLessThan(0.12);
  expect(Math.abs(learnt - latencyMs)).toBeLessThan(600);
});

it("stops expecting those who have been missing for long, long before their window ends", () => {
  const showUp = new ShowUp();
  showUp.called(100, millis(0));
  expect(showUp.forecast(millis(0)).toCome).toBeGreaterThan(80);
  expect(showUp.forecast(millis(6_000)).toCome).toBeLessThan(50);
  expect(showUp.forecast(millis(20_000)).toCome).toBe(0);
});

it("expects nobody twice: who has come is not still to come", () => {
  const showUp = new ShowUp();
  const cohort = showUp.called(3, millis(0));
  for (let visitor = 0; visitor < 3; visitor++) showUp.came(cohort, millis(1_000));
  expect(showUp.missingLately).toBe(0);
  expect(showUp.forecast(millis(1_000)).toCome).toBe(0);
});
