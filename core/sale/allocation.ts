/**
 * All that is known about one event's seats while its allocator is awake: the fold of its journal.
 *
 * `apply` is the only way anything here changes, so an object that wakes and folds the same entries stands where it
 * stood (S4). It trusts that the act was decided by the rules beside it, and throws where an act contradicts the state.
 */
import { millis, type Millis, type ReservationId } from "../brand.ts";
import { BestAvailable } from "../seating/best-available.ts";
import type { SeatPlan } from "../seating/seat-plan.ts";
import { publicCode, SEAT, SeatStates, type SeatState } from "../seating/seat-states.ts";
import { SeatChanges } from "../seating/seat-map.ts";
import type { Act, Entry, Places, ReservationAct, SaleAct } from "./act.ts";
import { Deadlines } from "./deadlines.ts";
import { EndedIds } from "./ended-ids.ts";
import { Holders } from "./holders.ts";
import { advance, freeAtSaleMs, type ReservationRecord } from "./reservation.ts";
import { resume, stop, type SaleClock } from "./sale-clock.ts";
import { categoriesForSale, type SaleState, type SaleTerms } from "./terms.ts";

export interface Allocation {
  readonly terms: SaleTerms;
  said: SaleState;
  /** The entry that opened the sale; reservations before it were of other terms. */
  readonly openedLsn: number;
  /** Something was sold under these terms: they are fixed for good, though all of it may have been given back. */
  everSold: boolean;
  readonly plan: SeatPlan;
  readonly seats: SeatStates;
  readonly best: BestAvailable;
  /** Held and in payment; what has ended is in the store alone. */
  readonly live: Map<ReservationId, ReservationRecord>;
  readonly ended: EndedIds;
  readonly holders: Holders;
  /** Sale times at which holds may lapse. */
  readonly lapses: Deadlines<ReservationId>;
  /** Sales that the books have not acknowledged, and when they were made, oldest first. */
  readonly unsettled: Map<ReservationId, Millis>;
  clock: SaleClock;
  /** Of the public picture: the entry that last changed it. */
  version: number;
  readonly changes: SeatChanges;
  /** The time of the last entry: time in the journal never goes back, though a clock may. */
  lastAtMs: Millis;
  lsn: number;
}

/** What `open` leaves of what was before: nothing but what it says itself. `plan` is the chart that the terms name. */
export function openAllocation(entry: Entry<Act & { command: "open" }>, plan: SeatPlan): Allocation {
  const { terms, said, clock, blocked } = entry.act.body;
  const seats = new SeatStates(plan);
  for (const place of blocked) seats.move(place, SEAT.free, SEAT.blocked);
  return {
    terms,
    said,
    everSold: false,
    openedLsn: entry.lsn,
    plan,
    seats,
    best: new BestAvailable(plan, seats, categoriesForSale(terms.prices)),
    live: new Map(),
    ended: new EndedIds(),
    holders: new Holders(),
    lapses: new Deadlines(),
    unsettled: new Map(),
    clock,
    version: entry.lsn,
    changes: new SeatChanges(entry.lsn),
    lastAtMs: entry.atMs,
    lsn: entry.lsn,
  };
}

/**
 * Does what the entry says.
 *
 * @param sold the reservation that a `revoke` is about, which is not live any more, when it is at hand
 * @returns the reservation after it, where the act is about one that is live or at hand
 */
export function apply(allocation: Allocation, entry: Entry, sold?: ReservationRecord): ReservationRecord | undefined {
  if (entry.lsn !== allocation.lsn + 1) throw new Error(`entry ${entry.lsn} does not follow ${allocation.lsn}`);
  allocation.lsn = entry.lsn;
  allocation.lastAtMs = entry.atMs;
  if (!("reservation" in entry.act)) {
    applySale(allocation, entry as Entry<SaleAct>);
    return undefined;
  }
  return applyReservation(allocation, entry as Entry<ReservationAct>, sold);
}

function applySale(allocation: Allocation, { act, atMs }: Entry<SaleAct>): void {
  switch (act.command) {
    case "open":
      throw new Error("a sale is opened by openAllocation");
    case "state":
      allocation.said = act.body.state;
      break;
    case "block":
      move(allocation, act.body.places, SEAT.free, SEAT.blocked);
      break;
    case "unblock":
      move(allocation, act.body.places, SEAT.blocked, SEAT.free);
      break;
    case "settle":
      for (const reservation of act.body.reservations) allocation.unsettled.delete(reservation);
      break;
    case "stop":
      allocation.clock = stop(allocation.clock, atMs, act.body.because);
      break;
    case "resume":
      allocation.clock = resume(allocation.clock, atMs);
      break;
    default:
      act satisfies never;
  }
}

function applyReservation(
  allocation: Allocation,
  entry: Entry<ReservationAct>,
  sold: ReservationRecord | undefined,
): ReservationRecord | undefined {
  const { act } = entry;
  if (act.command === "revoke") {
    const { holder, places, to } = act.body;
    allocation.holders.gaveBack(holder, places.length);
    move(allocation, places, SEAT.sold, to === "free" ? SEAT.free : SEAT.blocked);
    return sold === undefined ? undefined : advance(sold, entry);
  }
  const { live, holders, lapses } = allocation;
  const record = advance(live.get(act.reservation), entry);
  const { id, holder, places } = record;
  switch (act.command) {
    case "hold":
      holders.holds(holder, places.length);
      move(allocation, places, SEAT.free, SEAT.held);
      break;
    case "begin":
      move(allocation, places, SEAT.held, SEAT.paying);
      break;
    case "commit":
      allocation.everSold = true;
      holders.bought(holder, places.length);
      allocation.unsettled.set(id, entry.atMs);
      move(allocation, places, SEAT.paying, SEAT.sold);
      break;
    case "cancel":
      if (record.state === "released") holders.letsGo(holder, places.length);
      move(allocation, places, SEAT.paying, record.state === "released" ? SEAT.free : SEAT.held);
      break;
    case "release":
      holders.letsGo(holder, places.length);
      move(allocation, places, SEAT.held, SEAT.free);
      break;
    case "lapse":
      holders.lapsed(holder, places.length, entry.atMs);
      move(allocation, places, SEAT.held, SEAT.free);
      break;
    case "extend":
    case "give_up":
      break;
    default:
      act satisfies never;
  }
  if (record.state === "held" || record.state === "paying") live.set(id, record);
  else {
    live.delete(id);
    allocation.ended.add(id);
  }
  if (record.state === "held") lapses.add(id, freeAtSaleMs(record));
  return record;
}

function move(allocation: Allocation, places: Places, from: SeatState, to: SeatState): void {
  const { seats, plan, changes, lsn } = allocation;
  const code = publicCode(to);
  const isPublic = publicCode(from) !== code;
  for (const place of places) {
    seats.move(place, from, to);
    if (isPublic && place < plan.seatCount) changes.add(lsn, place, code);
  }
  if (isPublic && places.length > 0) allocation.version = lsn;
}

/** Live holds with the sale time at which they may lapse. */
export function* holdsOf(allocation: Allocation): Generator<readonly [ReservationId, number]> {
  for (const record of allocation.live.values())
    if (record.state === "held") yield [record.id, freeAtSaleMs(record)] as const;
}

/** Time as the journal knows it: never before the last entry. */
export function journalTime(allocation: Allocation, nowMs: Millis): Millis {
  return millis(Math.max(nowMs, allocation.lastAtMs));
}

/** Free places that somebody could buy: a category without a price is never sold, so it must not look like a seat left. */
export function seatsLeft({ plan, seats, terms }: Allocation): number {
  return plan.categories.reduce(
    (left, category, index) =>
      left + (Object.hasOwn(terms.prices.priceByCategory, category) ? (seats.freeByCategory[index] ?? 0) : 0),
    0,
  );
}
