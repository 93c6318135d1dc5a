/**
 * Seats for a group that no row can seat together: as few parts as possible, each near to the first.
 *
 * The largest part that fits goes nearest to the focal point; each further part, again the largest that fits, nearest
 * to that one. Nobody sits alone while a part of two can be spared for them. One scan of all seats for each part.
 */
import type { SeatFilter } from "./seat-filter.ts";
import type { SeatPlan } from "./seat-plan.ts";

interface Spot {
  readonly x: number;
  readonly y: number;
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
  const taken = new Set<number>();
  const free = (seat: number): boolean => filter.admits(seat) && !taken.has(seat);
  let center: Spot | undefined;
  while (taken.size < quantity) {
    const rest = quantity - taken.size;
    const longest = longestRun(plan, free, rest);
    if (longest === 0) return undefined;
    let size = partSize(longest, rest);
    if (center !== undefined && size === 1) {
      const singles = nearestSingles(plan, free, center, rest);
      return singles.length < rest ? undefined : [...taken, ...singles];
    }
    let first = center === undefined ? bestOf(size) : nearestPart(plan, filter, free, center, size);
    // An accessible group's first part needs an accessible seat, and the longest run may have none.
    while (first === undefined && size > 1) first = bestOf((size -= 1));
    if (first === undefined) return undefined;
    for (let seat = first; seat < first + size; seat += 1) taken.add(seat);
    center ??= middleOf(plan, first, size);
  }
  return [...taken];
}

/** The largest part, one smaller when that spares the last person sitting alone. */
function partSize(longest: number, rest: number): number {
  return rest - longest === 1 && longest > 2 ? longest - 1 : longest;
}

/** The longest run of free seats in one row, looked at up to `most`. */
function longestRun(plan: SeatPlan, free: (seat: number) => boolean, most: number): number {
  let longest = 0;
  for (let row = 0; row < plan.rowCount; row += 1) {
    let run = 0;
    const rowEnd = plan.rowStart[row + 1] ?? 0;
    for (let seat = plan.rowStart[row] ?? 0; seat < rowEnd; seat += 1) {
      run = free(seat) ? run + 1 : 0;
      if (run > longest) longest = run;
      if (longest >= most) return most;
    }
  }
  return longest;
}

/** The first seat of the part of `size` that leaves no single seat if possible and is nearest to `center`. */
function nearestPart(
  plan: SeatPlan,
  filter: SeatFilter,
  free: (seat: number) => boolean,
  center: Spot,
  size: number,
): number | undefined {
  let best: { first: number; leaves: boolean; cost: number } | undefined;
  for (let row = 0; row < plan.rowCount; row += 1) {
    const rowStart = plan.rowStart[row] ?? 0;
    const rowEnd = plan.rowStart[row + 1] ?? 0;
    let run = 0;
    for (let seat = rowStart; seat < rowEnd; seat += 1) {
      run = free(seat) ? run + 1 : 0;
      if (run < size) continue;
      const first = seat - size + 1;
      const leaves = filter.leavesSingle(first, size, rowStart, rowEnd);
      if (best !== undefined && leaves && !best.leaves) continue;
      let cost = 0;
      for (let member = first; member <= seat; member += 1) cost += away(plan, member, center);
      if (best === undefined || (best.leaves && !leaves) || cost < best.cost) best = { first, leaves, cost };
    }
  }
  return best?.first;
}

function nearestSingles(plan: SeatPlan, free: (seat: number) => boolean, center: Spot, most: number): number[] {
  const singles: { seat: number; cost: number }[] = [];
  for (let seat = 0; seat < plan.seatCount; seat += 1) {
    if (free(seat)) singles.push({ seat, cost: away(plan, seat, center) });
  }
  singles.sort((a, b) => a.cost - b.cost || a.seat - b.seat);
  return singles.slice(0, most).map(({ seat }) => seat);
}

function away(plan: SeatPlan, seat: number, from: Spot): number {
  return Math.hypot((plan.x[seat] ?? 0) - from.x, (plan.y[seat] ?? 0) - from.y);
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
