/**
 * Seats by where they are: only what is in sight is drawn, and a tap finds its seat without looking at all of them.
 */
import type { Box } from "./chart-model.ts";

/** Cells along the longer side at most. */
const CELLS_MAX = 256;

export class SeatGrid {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #bounds: Box;
  readonly #cell: number;
  readonly #columns: number;
  readonly #rows: number;
  /** First entry of each cell in `#seats`, and one more: the end of the last. */
  readonly #start: Uint32Array;
  readonly #seats: Uint32Array;

  /** @param cell wished width of a cell, in chart units. */
  constructor(x: Float64Array, y: Float64Array, bounds: Box, cell: number) {
    const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
    this.#x = x;
    this.#y = y;
    this.#bounds = bounds;
    this.#cell = Math.max(cell, Math.max(width, height) / CELLS_MAX, Number.MIN_VALUE);
    this.#columns = Math.floor(width / this.#cell) + 1;
    this.#rows = Math.floor(height / this.#cell) + 1;
    const cellOf = Uint32Array.from(x, (_, seat) => this.#cellAt(x[seat] ?? 0, y[seat] ?? 0));
    this.#start = new Uint32Array(this.#columns * this.#rows + 1);
    for (const index of cellOf) this.#start[index + 1] = (this.#start[index + 1] ?? 0) + 1;
    for (let index = 1; index < this.#start.length; index += 1)
      this.#start[index] = (this.#start[index] ?? 0) + (this.#start[index - 1] ?? 0);
    const next = this.#start.slice();
    this.#seats = new Uint32Array(x.length);
    for (const [seat, index] of cellOf.entries()) {
      const slot = next[index] ?? 0;
      this.#seats[slot] = seat;
      next[index] = slot + 1;
    }
  }

  /** Every seat in the box, and some just outside. */
  within(box: Box, visit: (seat: number) => void): void {
    const [left, right] = [this.#column(box.minX), this.#column(box.maxX)];
    const [top, bottom] = [this.#row(box.minY), this.#row(box.maxY)];
    for (let row = top; row <= bottom; row += 1) {
      const end = this.#start[row * this.#columns + right + 1] ?? 0;
      for (let slot = this.#start[row * this.#columns + left] ?? 0; slot < end; slot += 1)
        visit(this.#seats[slot] ?? 0);
    }
  }

  /** The seat nearest to a point, not further away than `reach`. */
  nearest(x: number, y: number, reach: number): number | undefined {
    let found: number | undefined;
    let best = reach;
    this.within({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach }, (seat) => {
      const distance = Math.hypot((this.#x[seat] ?? 0) - x, (this.#y[seat] ?? 0) - y);
      if (distance <= best) [best, found] = [distance, seat];
    });
    return found;
  }

  #cellAt(x: number, y: number): number {
    return this.#row(y) * this.#columns + this.#column(x);
  }

  #column(x: number): number {
    return clamp(Math.floor((x - this.#bounds.minX) / this.#cell), this.#columns - 1);
  }

  #row(y: number): number {
    return clamp(Math.floor((y - this.#bounds.minY) / this.#cell), this.#rows - 1);
  }
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}
