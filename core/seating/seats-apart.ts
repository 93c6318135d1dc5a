/**
 * Seats for a group that no row can seat together: as few parts as possible, each near to the first.
 *
 * The largest part that fits goes nearest to the focal point; each further part, again the largest that fits, nearest
 * to that one. Nobody sits alone while a part of two can be spared for them. One scan of all seats, then of what is
 * left free.
 */
import type { SeatFilter } from "./seat-filter.ts";
import type { SeatPlan } from "./seat-plan.ts";

/** Free seats side by side: from `start` to before `end`. */
interface Run {
  readonly start: number;
  readonly end: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Part {
  readonly first: number;
  readonly leaves: boolean;
  readonly cost: number;
}

/**
 * @param bestOf the first seat of the best group of that many in one row, as for a group that is not parted
 * @returns seat numbers, part after part, or `undefined` when fewer than `quantity` seats are free
 */
export function chooseApart(
  plan: SeatPlan,
  filter: SeatFilter,
  quantity: number,
  bestOf: (quantity: number) => number | undefined,
): readonly number[] | undefined {
  let runs = freeRuns(plan, filter);
  if (runs.reduce((sum, { start, end }) => sum + end - start, 0) < quantity) return undefined;
  // An accessible group's first part needs an accessible seat, and the longest run may have none.
  let size = partSize(longestOf(runs), quantity);
  let first = bestOf(size);
  while (first === undefined && size > 1) first = bestOf((size -= 1));
  if (first === undefined) return undefined;
  const center = middleOf(plan, first, size);
  const seats: number[] = [];
  for (;;) {
    for (let seat = first; seat < first + size; seat += 1) seats.push(seat);
    const rest = quantity - seats.length;
    if (rest === 0) return seats;
    runs = cut(runs, first, size);
    size = partSize(longestOf(runs), rest);
    if (size === 1) return [...seats, ...nearestSeats(plan, runs, center, rest)];
    first = nearestPart(plan, filter, runs, center, size);
  }
}

/** The largest part, one smaller when that spares the last person sitting alone. */
function partSize(longest: number, rest: number): number {
  if (longest >= rest) return rest;
  return rest - longest === 1 && longest > 2 ? longest - 1 : longest;
}

function freeRuns(plan: SeatPlan, filter: SeatFilter): Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < plan.rowCount; row += 1) {
    const rowEnd = plan.rowStart[row + 1] ?? 0;
    let start = -1;
    for (let seat = plan.rowStart[row] ?? 0; seat <= rowEnd; seat += 1) {
      const free = seat < rowEnd && filter.admits(seat);
      if (free && start < 0) start = seat;
      if (!free && start >= 0) {
        runs.push({ start, end: seat });
        start = -1;
      }
    }
  }
  return runs;
}

function longestOf(runs: readonly Run[]): number {
  return runs.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);
}

/** The runs without a part that lies in one of them. */
function cut(runs: readonly Run[], first: number, size: number): Run[] {
  return runs.flatMap((run) => {
    if (first < run.start || first >= run.end) return [run];
    const before = { start: run.start, end: first };
    const after = { start: first + size, end: run.end };
    return [before, after].filter(({ start, end }) => end > start);
  });
}

/** The first seat of the part of `size` that leaves no single seat if possible and is nearest to `center`. */
function nearestPart(plan: SeatPlan, filter: SeatFilter, runs: readonly Run[], center: Spot, size: number): number {
  let best: Part = { first: -1, leaves: true, cost: Infinity };
  for (const run of runs) {
    const row = plan.rowOf[run.start] ?? 0;
    const rowStart = plan.rowStart[row] ?? 0;
    const rowEnd = plan.rowStart[row + 1] ?? 0;
    for (let first = run.start; first + size <= run.end; first += 1) {
      const leaves = filter.leavesSingle(first, size, rowStart, rowEnd);
      if (leaves && !best.leaves) continue;
      let cost = 0;
      for (let seat = first; seat < first + size; seat += 1) cost += away(plan, seat, center);
      if (cost < best.cost || (best.leaves && !leaves)) best = { first, leaves, cost };
    }
  }
  if (best.first < 0) throw new Error(`no run of ${size} seats`);
  return best.first;
}

/** The `count` seats nearest to `center`, the nearest first; among equals the first in walking order. */
function nearestSeats(plan: SeatPlan, runs: readonly Run[], center: Spot, count: number): number[] {
  const nearest: { readonly seat: number; readonly cost: number }[] = [];
  for (const { start, end } of runs) {
    for (let seat = start; seat < end; seat += 1) {
      const cost = away(plan, seat, center);
      if (nearest.length === count && cost >= (nearest.at(-1)?.cost ?? 0)) continue;
      if (nearest.length === count) nearest.pop();
      let index = nearest.length;
      while (index > 0 && (nearest[index - 1]?.cost ?? 0) > cost) index -= 1;
      nearest.splice(index, 0, { seat, cost });
    }
  }
  return nearest.map(({ seat }) => seat);
}

function away(plan: SeatPlan, seat: number, from: Spot): number {
  const x = (plan.x[seat] ?? 0) - from.x;
  const y = (plan.y[seat] ?? 0) - from.y;
  return Math.sqrt(x * x + y * y);
}

function middleOf(plan: SeatPlan, first: number, size: number): Spot {
  let x = 0;
  let y = 0;
  for (let seat = first; seat < first + size; seat += 1) {
    x += plan.x[seat] ?? 0;
    y += plan.y[seat] ?? 0;
  }
  return { x: x / size, y: y / size };
}
