/**
 * Which seats are free, as the edge last said: a snapshot, then what changed. A seat that is not for sale is never free.
 */
import type { SeatsDocument } from "../../../core/contract/seats.ts";
import { SEAT_CODES } from "../../../core/seating/seat-codes.ts";
import { type ChartModel, isForSale } from "./chart-model.ts";

export class SeatStatus {
  readonly #model: ChartModel;
  readonly #codes: Uint8Array;
  /** Free seats by row. */
  readonly freeInRow: Uint32Array;
  areas: Readonly<Record<string, number>> = {};
  version: number | undefined;
  seatsLeft = 0;

  constructor(model: ChartModel) {
    this.#model = model;
    this.#codes = new Uint8Array(model.plan.seatCount).fill(SEAT_CODES.blocked);
    this.freeInRow = new Uint32Array(model.plan.rowCount);
  }

  isFree(seat: number): boolean {
    return this.#codes[seat] === SEAT_CODES.free;
  }

  /** @returns the seats that are free now and were not, or the other way round. */
  apply(document: SeatsDocument): number[] {
    const changed: number[] = [];
    const note = (seat: number, code: number): void => {
      if (this.#set(seat, code)) changed.push(seat);
    };
    if (document.kind === "delta") for (const [seat, code] of document.changes) note(seat, code);
    else
      for (const [index, byte] of bytesOf(document.seats).entries())
        for (let part = 0; part < 4; part += 1) note(index * 4 + part, (byte >> (2 * part)) & 3);
    this.version = document.version;
    this.areas = document.areas;
    this.seatsLeft = document.seatsLeft;
    return changed;
  }

  #set(seat: number, code: number): boolean {
    const { plan } = this.#model;
    if (seat >= plan.seatCount) return false;
    const wasFree = this.isFree(seat);
    this.#codes[seat] = isForSale(this.#model, seat) ? code : SEAT_CODES.blocked;
    const isFree = this.isFree(seat);
    if (wasFree === isFree) return false;
    const row = plan.rowOf[seat] ?? 0;
    this.freeInRow[row] = (this.freeInRow[row] ?? 0) + (isFree ? 1 : -1);
    return true;
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
