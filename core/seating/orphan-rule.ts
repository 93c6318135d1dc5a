/**
 * The orphan rule: a choice of seats should not leave one free seat alone between taken ones.
 *
 * Pure and small, so that the map in the browser warns by the same rule as the allocator refuses. It looks at each
 * unbroken run of free seats that the choice touches, and refuses only where the same number of seats of that run
 * could be taken without leaving a single one: never when there is no other way to seat that many there.
 */

/** A row as the rule sees it: is the seat at this position of the row free (and for sale)? */
export type FreeAt = (position: number) => boolean;

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
