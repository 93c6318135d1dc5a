/**
 * Taking seats out of the sale and putting them back: blocked places, and sold ones that are given back with a refund.
 * An area's id stands once for each of its places.
 */
import type { SeatId } from "../brand.ts";
import type { SeatPlan } from "../seating/seat-plan.ts";
import { SEAT } from "../seating/seat-states.ts";
import type { ReservationAct, SaleAct } from "./act.ts";
import type { Allocation } from "./allocation.ts";
import { refused, type BlockRequest, type Conflict, type Decision, type RevokeRequest } from "./outcomes.ts";
import { without, type ReservationRecord } from "./reservation.ts";

/** All or nothing. Seats that are blocked already stay so and are no conflict. */
export function decideBlock(allocation: Allocation, request: BlockRequest): Decision<SaleAct, "seats_unavailable"> {
  const { plan, seats } = allocation;
  const chosen: number[] = [];
  const conflicts: Conflict[] = [];
  for (const [place, seatIds] of byPlace(plan, request.seatIds)) {
    const seatId = seatIds[0];
    if (seatId === undefined) continue;
    const wanted = place < plan.seatCount ? 1 : seatIds.length;
    if (place < plan.seatCount && seats.seats[place] === SEAT.blocked) continue;
    if (place < 0) conflicts.push(...seatIds.map((id) => ({ seatId: id, why: "unknown" as const })));
    else if (seats.left(place) < wanted) conflicts.push({ seatId, why: whyTaken(allocation, place) });
    else for (let count = 0; count < wanted; count += 1) chosen.push(place);
  }
  if (conflicts.length > 0) return refused("seats_unavailable", { conflicts });
  if (chosen.length === 0) return { kind: "done" };
  return {
    kind: "act",
    act: { command: "block", body: { places: chosen, reason: request.reason, actor: request.actor } },
  };
}

/** Puts blocked places back on sale; places that are not blocked are left as they are. */
export function decideUnblock(allocation: Allocation, request: BlockRequest): Decision<SaleAct, "seats_unavailable"> {
  const { plan, seats } = allocation;
  const chosen: number[] = [];
  for (const [place, seatIds] of byPlace(plan, request.seatIds)) {
    if (place < 0)
      return refused("seats_unavailable", { conflicts: seatIds.map((seatId) => ({ seatId, why: "unknown" })) });
    const count = Math.min(seatIds.length, seats.countIn(place, SEAT.blocked));
    for (let taken = 0; taken < count; taken += 1) chosen.push(place);
  }
  if (chosen.length === 0) return { kind: "done" };
  return {
    kind: "act",
    act: { command: "unblock", body: { places: chosen, reason: request.reason, actor: request.actor } },
  };
}

/** `done`: this refund has given them back before. All places of the order that are still sold, or those named. */
export function decideRevoke(
  plan: SeatPlan,
  record: ReservationRecord | undefined,
  request: RevokeRequest,
): Decision<ReservationAct, "not_sold" | "not_found"> {
  if (record === undefined) return refused("not_found");
  if (record.revocations.some(({ refundRef }) => refundRef === request.refundRef)) return { kind: "done" };
  if (record.state !== "sold") return refused("not_sold");
  const places = request.seatIds?.map((id) => plan.placeById.get(id) ?? -1) ?? record.places;
  const left = without(record.places, places);
  if (places.length === 0 || left.length !== record.places.length - places.length) return refused("not_sold");
  const { holder, id: reservation } = record;
  const { refundRef, to } = request;
  return { kind: "act", act: { command: "revoke", reservation, body: { holder, refundRef, to, places } } };
}

/** The ids that were asked for, by place number; -1 gathers the unknown. */
function byPlace(plan: SeatPlan, seatIds: readonly SeatId[]): ReadonlyMap<number, SeatId[]> {
  const wanted = new Map<number, SeatId[]>();
  for (const seatId of seatIds) {
    const place = plan.placeById.get(seatId) ?? -1;
    const known = wanted.get(place);
    if (known === undefined) wanted.set(place, [seatId]);
    else known.push(seatId);
  }
  return wanted;
}

function whyTaken({ plan, seats }: Allocation, place: number): Conflict["why"] {
  if (place >= plan.seatCount) return "full";
  const state = seats.seats[place];
  if (state === SEAT.paying) return "paying";
  return state === SEAT.sold ? "sold" : "held";
}
