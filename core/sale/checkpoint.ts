/**
 * An allocation as text, so that an object wakes without folding its whole journal. Only a shortcut: it says at which
 * entry it stands, and may be thrown away at any time. Not a format of record; `version` guards against older code's.
 */
import type { Millis, ReservationId, VisitorId } from "../brand.ts";
import { BestAvailable } from "../seating/best-available.ts";
import { SeatChanges } from "../seating/seat-map.ts";
import type { SeatPlan } from "../seating/seat-plan.ts";
import { SeatStates } from "../seating/seat-states.ts";
import { holdsOf, type Allocation } from "./allocation.ts";
import { Deadlines } from "./deadlines.ts";
import { EndedIds } from "./ended-ids.ts";
import { Holders, type HolderTally } from "./holders.ts";
import type { ReservationRecord } from "./reservation.ts";
import type { SaleClock } from "./sale-clock.ts";
import { categoriesForSale, type SaleState, type SaleTerms } from "./terms.ts";

const FORMAT = 1;
const DIGIT_ZERO = 48;
const SEATS_AT_ONCE = 8_192;

export interface Checkpoint {
  readonly format: number;
  readonly lsn: number;
  readonly hash: string;
  readonly lastAtMs: Millis;
  readonly terms: SaleTerms;
  readonly said: SaleState;
  readonly everSold: boolean;
  readonly openedLsn: number;
  readonly version: number;
  readonly clock: SaleClock;
  /** One digit a seat. */
  readonly seats: string;
  readonly areas: readonly number[];
  readonly live: readonly ReservationRecord[];
  /** Eight hex digits for 32 bits of the filter. */
  readonly ended: string;
  readonly holders: readonly (readonly [VisitorId, HolderTally])[];
  readonly unsettled: readonly (readonly [ReservationId, Millis])[];
}

/** @param hash of the entry at which the allocation stands */
export function checkpointText(allocation: Allocation, hash: string): string {
  const { lsn, lastAtMs, terms, said, everSold, openedLsn, version, clock, seats, live, ended, holders, unsettled } =
    allocation;
  holders.forgetIdle(lastAtMs);
  const checkpoint: Checkpoint = {
    format: FORMAT,
    lsn,
    hash,
    lastAtMs,
    terms,
    said,
    everSold,
    openedLsn,
    version,
    clock,
    seats: digitsOf(seats.seats),
    areas: [...seats.areas],
    live: [...live.values()],
    ended: ended.digits(),
    holders: [...holders.entries()],
    unsettled: [...unsettled],
  };
  return JSON.stringify(checkpoint);
}

/** The checkpoint in a text, or `undefined` when it is of another format. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const checkpoint = JSON.parse(text) as Checkpoint;
  return checkpoint.format === FORMAT ? checkpoint : undefined;
}

export function restore(checkpoint: Checkpoint, plan: SeatPlan): Allocation {
  const { terms, said, everSold, openedLsn, version, clock, lastAtMs, lsn } = checkpoint;
  const seats = new SeatStates(plan, bytesOf(checkpoint.seats), Int32Array.from(checkpoint.areas));
  const allocation: Allocation = {
    terms,
    said,
    everSold,
    openedLsn,
    plan,
    seats,
    best: new BestAvailable(plan, seats, categoriesForSale(terms.prices)),
    live: new Map(checkpoint.live.map((record) => [record.id, record])),
    ended: new EndedIds(checkpoint.ended),
    holders: new Holders(checkpoint.holders),
    lapses: new Deadlines(),
    unsettled: new Map(checkpoint.unsettled),
    clock,
    version,
    changes: new SeatChanges(version),
    lastAtMs,
    lsn,
  };
  for (const [id, atSaleMs] of holdsOf(allocation)) allocation.lapses.add(id, atSaleMs);
  return allocation;
}

function digitsOf(seats: Uint8Array): string {
  let digits = "";
  for (let start = 0; start < seats.length; start += SEATS_AT_ONCE)
    digits += String.fromCharCode(...seats.subarray(start, start + SEATS_AT_ONCE).map((state) => state + DIGIT_ZERO));
  return digits;
}

function bytesOf(digits: string): Uint8Array {
  const seats = new Uint8Array(digits.length);
  for (let seat = 0; seat < digits.length; seat += 1) seats[seat] = digits.charCodeAt(seat) - DIGIT_ZERO;
  return seats;
}
