/**
 * The orphan rule: a choice of seats should not leave one free seat alone between taken ones.
 *
 * Pure and small, so that the map in the browser warns by the same rule as the allocator refuses. It looks at each
 * unbroken run of free seats that the choice touches, and refuses only where the same number of seats of that run
 * could be taken without leaving a single one: never when there is no other way to seat that many there.
 */

import type { SeatPlan } from "./seat-plan.ts";

/** A row as the rule sees it: is the seat at this position of the row free (and for sale)? */
export type FreeAt = (position: number) => boolean;

/**
 * The same for a choice anywhere in a chart: the seats that it would needlessly leave single, row after row.
 *
 * @param isFree is this seat, by its number, free and for sale?
 * @param chosen seats by their number, all of them free
 */
export function seatsLeftSingle(
  plan: Pick<SeatPlan, "rowOf" | "rowStart">,
  isFree: (seat: number) => boolean,
  chosen: readonly number[],
): number[] {
  const rows = new Set(chosen.map((seat) => plan.rowOf[seat] ?? 0));
  return [...rows].flatMap((row) => {
    const start = plan.rowStart[row] ?? 0;
    const length = (plan.rowStart[row + 1] ?? start) - start;
    const positions = new Set(chosen.filter((seat) => plan.rowOf[seat] === row).map((seat) => seat - start));
    return needlessSingles(length, (position) => isFree(start + position), positions).map((single) => start + single);
  });
}

/**
 * Positions of seats that `chosen` would needlessly leave single, ascending; empty when the choice is fine.
 *
 * @param rowLength number of seats in the row
 * @param chosen positions in the row, all of them free
 */
export function needlessSingles(rowLength: number, freeAt: FreeAt, chosen: ReadonlySet<number>): number[] {
  const singles: number[] = [];
  let runStart = 0;
  while (runStart < rowLength) {
    if (!freeAt(runStart)) {
      runStart += 1;
      continue;
    }
    let runEnd = runStart + 1;
    while (runEnd < rowLength && freeAt(runEnd)) runEnd += 1;
    singles.push(...singlesOfRun(runStart, runEnd, chosen));
    runStart = runEnd;
  }
  return singles;
}

function singlesOfRun(start: number, end: number, chosen: ReadonlySet<number>): number[] {
  const singles: number[] = [];
  let taken = 0;
  let alone = 0;
  for (let position = start; position <= end; position += 1) {
    if (position < end && !chosen.has(position)) {
      alone += 1;
      continue;
    }
    if (alone === 1) singles.push(position - 1);
    alone = 0;
    if (position < end) taken += 1;
  }
  // One seat over is single wherever the others sit; otherwise taking them from one end leaves none or at least two.
  const unavoidable = end - start - taken === 1;
  return taken === 0 || unavoidable ? [] : singles;
}
