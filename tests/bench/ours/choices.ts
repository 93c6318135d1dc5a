/**
 * What is reserved in one filling of the house: pairs of neighbours by id, or "the best two", which is the same for
 * everybody.
 */
import type { Chart } from "../../../core/seating/chart.ts";

/** Part of the house that "best available" fills; the last seats are scattered, and no two of them together. */
const BEST_SHARE = 0.9;
const PLACES = 2;

/**
 * Pairs of neighbours that fill every row from its start and leave nobody alone (the orphan rule stays on): a row of
 * odd length keeps its last three seats free.
 */
export function pairsById(chart: Chart): { seatIds: string[] }[] {
  const pairs: { seatIds: string[] }[] = [];
  for (const { rows } of chart.sections) {
    for (const { seats } of rows) {
      const end = seats.length % 2 === 0 ? seats.length : seats.length - 3;
      for (let index = 0; index + 1 < end; index += 2)
        pairs.push({ seatIds: seats.slice(index, index + PLACES).map(({ id }) => id) });
    }
  }
  return pairs;
}

export function bestPairs(chart: Chart): { bestAvailable: { quantity: number } }[] {
  const seats = chart.sections.flatMap(({ rows }) => rows.flatMap((row) => row.seats)).length;
  return Array.from({ length: Math.floor((seats * BEST_SHARE) / PLACES) }, () => ({
    bestAvailable: { quantity: PLACES },
  }));
}
