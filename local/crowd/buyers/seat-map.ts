/**
 * The seat map as a buyer's page sees it: the chart once, then the status of every seat, and a choice made with the
 * eyes: neighbours in a row, somewhere. What is seen may be a second old; the reservation says whether it still holds.
 */
import type { SeatId } from "../../../core/brand.ts";
import type { SeatsDocument } from "../../../core/contract/seats.ts";
import { SEAT_CODES } from "../../../core/seating/seat-codes.ts";
import type { Chance } from "../random.ts";
import { seatsOf, type Chart } from "../../../core/seating/chart.ts";

/** A row as indexes into the chart's sequence of seats. */
interface RowSpan {
  readonly start: number;
  readonly end: number;
}

export class SeatMap {
  readonly seatIds: readonly SeatId[];
  readonly areaIds: readonly SeatId[];
  /** Places by area, for the oracle. */
  readonly areaCapacity: ReadonlyMap<string, number>;
  readonly #rows: readonly RowSpan[];
  readonly #decoded = new Map<string, Buffer>();

  constructor(chart: Chart) {
    this.seatIds = [...seatsOf(chart)].map((seat) => seat.id);
    this.areaIds = chart.areas.map((area) => area.id);
    this.areaCapacity = new Map(chart.areas.map((area) => [area.id, area.capacity]));
    const rows: RowSpan[] = [];
    let start = 0;
    for (const section of chart.sections) {
      for (const row of section.rows) {
        rows.push({ start, end: start + row.seats.length });
        start += row.seats.length;
      }
    }
    this.#rows = rows;
  }

  /** `quantity` free neighbours of a row, looked for from a random row on, or `undefined` when there are none. */
  chooseTogether(seen: SeatsDocument, quantity: number, chance: Chance): SeatId[] | undefined {
    const codes = this.#codesOf(seen);
    if (codes === undefined || this.#rows.length === 0) return undefined;
    const first = chance.below(this.#rows.length);
    for (let offset = 0; offset < this.#rows.length; offset += 1) {
      const row = this.#rows[(first + offset) % this.#rows.length];
      if (row === undefined) continue;
      const runs = freeRuns(codes, row, quantity);
      if (runs.length === 0) continue;
      const at = runs[chance.below(runs.length)] ?? row.start;
      return this.seatIds.slice(at, at + quantity);
    }
    return undefined;
  }

  /** Any free seats, together or not: what is left for those who come last. */
  chooseScattered(seen: SeatsDocument, quantity: number, chance: Chance): SeatId[] | undefined {
    const codes = this.#codesOf(seen);
    if (codes === undefined) return undefined;
    const chosen: SeatId[] = [];
    const count = this.seatIds.length;
    const first = chance.below(Math.max(1, count));
    for (let offset = 0; offset < count && chosen.length < quantity; offset += 1) {
      const index = (first + offset) % count;
      const id = this.seatIds[index];
      if (id !== undefined && codeAt(codes, index) === SEAT_CODES.free) chosen.push(id);
    }
    return chosen.length === 0 ? undefined : chosen;
  }

  /** How many seats have this code now. */
  count(seen: SeatsDocument, code: number): number {
    const codes = this.#codesOf(seen);
    if (codes === undefined) return 0;
    let found = 0;
    for (let index = 0; index < this.seatIds.length; index += 1) if (codeAt(codes, index) === code) found += 1;
    return found;
  }

  #codesOf(seen: SeatsDocument): Buffer | undefined {
    if (seen.kind !== "snapshot") return undefined;
    const known = this.#decoded.get(seen.seats);
    if (known !== undefined) return known;
    const codes = Buffer.from(seen.seats, "base64");
    this.#decoded.clear(); // many look at the same second; nobody looks back
    this.#decoded.set(seen.seats, codes);
    return codes;
  }
}

function codeAt(codes: Buffer, index: number): number {
  return ((codes[index >> 2] ?? 0) >> (2 * (index & 3))) & 3;
}

/** Where in a row `quantity` free seats begin. */
function freeRuns(codes: Buffer, row: RowSpan, quantity: number): number[] {
  const starts: number[] = [];
  let run = 0;
  for (let index = row.start; index < row.end; index += 1) {
    run = codeAt(codes, index) === SEAT_CODES.free ? run + 1 : 0;
    if (run >= quantity) starts.push(index - quantity + 1);
  }
  return starts;
}
