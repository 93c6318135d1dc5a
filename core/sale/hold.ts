/**
 * May these seats be held? One step that checks and chooses, so that a free seat is never refused (S3) and nobody
 * comes between (S1). All or nothing; every conflicting seat is named with its reason.
 */
import { millis, type Millis, type ReservationId, type SeatId } from "../brand.ts";
import { seatsLeftSingle } from "../seating/orphan-rule.ts";
import { categoryOf } from "../seating/seat-plan.ts";
import { SEAT } from "../seating/seat-states.ts";
import type { Places, ReservationAct } from "./act.ts";
import type { Allocation } from "./allocation.ts";
import { PLACES_PER_RESERVATION_MAX, RESERVATIONS_PER_HOLDER_MAX, TEXT_LENGTH_MAX } from "./limits.ts";
import {
  refused,
  type Conflict,
  type Decision,
  type HoldRefusal,
  type HoldRequest,
  type Refused,
  type WrongPart,
} from "./outcomes.ts";
import type { ReservationRecord } from "./reservation.ts";
import { saleTime } from "./sale-clock.ts";
import { stateAt } from "./terms.ts";

/** What follows from holder and key alone, so that asking again finds the same reservation (S8). */
export interface HoldIdentity {
  readonly reservation: ReservationId;
  readonly jitterMs: Millis;
}

type HoldDecision = Decision<Extract<ReservationAct, { command: "hold" }>, HoldRefusal>;

/** @param known the reservation that this key made before, whatever became of it */
export function decideHold(
  allocation: Allocation,
  request: HoldRequest,
  identity: HoldIdentity,
  known: ReservationRecord | undefined,
  nowMs: Millis,
): HoldDecision {
  const { terms } = allocation;
  if (request.roomId !== terms.roomId) return refused("not_found");
  if (known !== undefined)
    return known.fingerprint === request.fingerprint ? { kind: "done" } : refused("idempotency_mismatch");
  const wrong = whatIsWrong(request, terms.limits.holdMinutes);
  if (wrong !== undefined) return refused("validation_failed", wrong);
  if (stateAt(allocation.said, terms, nowMs) !== "open") return refused("sale_closed");
  const overLimit = beyondLimits(allocation, request, nowMs);
  if (overLimit !== undefined) return overLimit;
  const places = choosePlaces(allocation, request);
  if ("kind" in places) return places;
  const { reservation, jitterMs } = identity;
  const { holder, fingerprint, holdMs } = request;
  const expiresAtSaleMs = millis(saleTime(allocation.clock, nowMs) + holdMs);
  const body = { holder, fingerprint, places, holdMs, expiresAtSaleMs, jitterMs };
  return { kind: "act", act: { command: "hold", reservation, body } };
}

function quantityOf({ choice }: HoldRequest): number {
  return choice.kind === "seats" ? choice.seatIds.length : choice.quantity;
}

function whatIsWrong(
  request: HoldRequest,
  holdMinutes: number,
): { readonly wrong?: WrongPart; readonly detail: string } | undefined {
  const quantity = quantityOf(request);
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > PLACES_PER_RESERVATION_MAX)
    return { detail: `a reservation has 1 to ${PLACES_PER_RESERVATION_MAX} places` };
  if (!Number.isInteger(request.holdMs) || request.holdMs < 1 || request.holdMs > holdMinutes * 60_000)
    return { wrong: "holdMs", detail: `a hold of this event lasts at most ${holdMinutes} minutes` };
  if (request.choice.kind === "seats" && new Set(request.choice.seatIds).size !== quantity)
    return { detail: "a seat is named twice" };
  if (request.fingerprint.length > TEXT_LENGTH_MAX) return { detail: "the fingerprint is too long" };
  return undefined;
}

function beyondLimits(
  { holders, terms }: Allocation,
  request: HoldRequest,
  nowMs: Millis,
): Refused<HoldRefusal> | undefined {
  const waitMs = holders.waitMs(request.holder, nowMs);
  if (waitMs > 0) return refused("holds_exhausted", { retryAfterMs: waitMs });
  const tally = holders.of(request.holder);
  const { placesPerHolder } = terms.limits;
  if (tally.livePlaces + tally.soldPlaces + quantityOf(request) > placesPerHolder)
    return refused("limit_reached", { detail: `one buyer may take ${placesPerHolder} places of this event` });
  if (tally.liveReservations >= RESERVATIONS_PER_HOLDER_MAX)
    return refused("limit_reached", {
      detail: `one buyer may have ${RESERVATIONS_PER_HOLDER_MAX} reservations at once`,
    });
  return undefined;
}

function choosePlaces(allocation: Allocation, { choice }: HoldRequest): Places | Refused<HoldRefusal> {
  switch (choice.kind) {
    case "seats":
      return chosenSeats(allocation, choice.seatIds);
    case "area":
      return placesInArea(allocation, choice.area, choice.quantity);
    case "best":
      return (
        allocation.best.choose(choice) ??
        refused("seats_unavailable", { detail: "not that many seats of this kind are free", conflicts: [] })
      );
    default:
      return choice satisfies never;
  }
}

function placesInArea(allocation: Allocation, area: SeatId, quantity: number): Places | Refused<HoldRefusal> {
  const { plan, seats } = allocation;
  const place = plan.placeById.get(area);
  const why =
    place === undefined || place < plan.seatCount
      ? "unknown"
      : !isForSale(allocation, place)
        ? "not_for_sale"
        : seats.left(place) < quantity
          ? "full"
          : undefined;
  if (place === undefined || why !== undefined)
    return refused("seats_unavailable", { conflicts: [{ seatId: area, why: why ?? "unknown" }] });
  return Array.from({ length: quantity }, () => place);
}

function chosenSeats(allocation: Allocation, seatIds: readonly SeatId[]): Places | Refused<HoldRefusal> {
  const places: number[] = [];
  const conflicts: Conflict[] = [];
  for (const seatId of seatIds) {
    const place = allocation.plan.placeById.get(seatId);
    const why = whyNot(allocation, place);
    if (place === undefined || why !== undefined) conflicts.push({ seatId, why: why ?? "unknown" });
    else places.push(place);
  }
  if (conflicts.length > 0) return refused("seats_unavailable", { conflicts });
  if (!allocation.terms.limits.orphanRule) return places;
  const single = singleLeft(allocation, places);
  return single === undefined
    ? places
    : refused("would_leave_single_seat", { detail: `seat ${single} would stay alone` });
}

function whyNot(allocation: Allocation, place: number | undefined): Conflict["why"] | undefined {
  const { plan, seats } = allocation;
  if (place === undefined || place >= plan.seatCount) return "unknown";
  switch (seats.seats[place]) {
    case SEAT.held:
      return "held";
    case SEAT.paying:
      return "paying";
    case SEAT.sold:
      return "sold";
    case SEAT.blocked:
      return "blocked";
    default:
      return isForSale(allocation, place) ? undefined : "not_for_sale";
  }
}

function isForSale({ plan, terms }: Allocation, place: number): boolean {
  return Object.hasOwn(terms.prices.priceByCategory, categoryOf(plan, place)); // a category may be called "constructor"
}

function singleLeft(allocation: Allocation, places: Places): SeatId | undefined {
  const { plan, seats } = allocation;
  const isFree = (seat: number): boolean => seats.seats[seat] === SEAT.free && isForSale(allocation, seat);
  const [single] = seatsLeftSingle(plan, isFree, places);
  return single === undefined ? undefined : plan.ids[single];
}
