/**
 * What the public and the house read of a sale: the card, the seats, the totals. The snapshot is made once for each
 * version, however many ask.
 */
import type { SaleCard, SeatTotals } from "../../core/contract/seat-allocator.ts";
import type { SeatsDocument } from "../../core/contract/seats.ts";
import type { Millis } from "../../core/brand.ts";
import { seatsLeft, type Allocation } from "../../core/sale/allocation.ts";
import { stateAt } from "../../core/sale/terms.ts";
import { areasLeft, packSeats } from "../../core/seating/seat-map.ts";
import { SEAT } from "../../core/seating/seat-states.ts";

/** More arguments than this may overflow the stack of one call. */
const BYTES_AT_ONCE = 8_192;

export function cardOf(allocation: Allocation, nowMs: Millis): SaleCard {
  const { terms, said, plan, clock } = allocation;
  return {
    ...terms,
    state: stateAt(said, terms, nowMs),
    seatsLeft: seatsLeft(allocation),
    capacity: plan.capacity,
    ...(clock.stopped === undefined ? {} : { clockStoppedBecause: clock.stopped.because }),
  };
}

export function totalsOf({ seats, plan, lsn, unsettled }: Allocation): SeatTotals {
  return {
    free: seats.total(SEAT.free),
    held: seats.total(SEAT.held),
    paying: seats.total(SEAT.paying),
    sold: seats.total(SEAT.sold),
    blocked: seats.total(SEAT.blocked),
    capacity: plan.capacity,
    lsn,
    unsettled: unsettled.size,
  };
}

export class SeatsPicture {
  #snapshot: SeatsDocument | undefined;

  of(allocation: Allocation, since: number | undefined): SeatsDocument {
    const { plan, seats, version, terms } = allocation;
    const changes = since === undefined || since > version ? undefined : allocation.changes.after(since);
    if (since !== undefined && changes !== undefined)
      return {
        kind: "delta",
        since,
        version,
        changes,
        areas: areasLeft(plan, seats),
        seatsLeft: seatsLeft(allocation),
      };
    if (this.#snapshot?.version !== version) {
      this.#snapshot = {
        kind: "snapshot",
        version,
        chart: terms.chartHash,
        seatCount: plan.seatCount,
        seats: btoa(binaryOf(packSeats(seats))),
        areas: areasLeft(plan, seats),
        seatsLeft: seatsLeft(allocation),
      };
    }
    return this.#snapshot;
  }
}

/** As `btoa` wants it: a character a byte. */
function binaryOf(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += BYTES_AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(start, start + BYTES_AT_ONCE));
  return binary;
}
