/**
 * `/seats/reservations/{reservationId}`: how a hold stands, giving it back, extending it once. Another visitor's is 404.
 */
import { problem } from "../../core/contract/problem.ts";
import { allocatorOf } from "../../core/contract/objects.ts";
import { eventOfReservation } from "../../core/sale/reservation-id.ts";
import { json, refuse } from "../answers/json.ts";
import { refusalOf } from "../answers/refusal.ts";
import { reservationDocumentOf } from "../answers/reservation.ts";
import { askAgain } from "../objects/ask-again.ts";
import type { Call } from "../requests/call.ts";
import { type Holder, presentHolderOf } from "../visitors/holder.ts";

export async function showReservation(call: Call): Promise<Response> {
  const holder = await holderOfReservation(call);
  if (!holder.ok) return refuse(call, holder.why);
  const { eventId, claims } = holder.admitted;
  const { reservationId } = call;
  const reservation = await askAgain(() =>
    allocatorOf(call.door.env, eventId).reservation(reservationId, claims.visitorId),
  );
  return reservation === undefined ? refuse(call, "not_found") : json(call, 200, reservationDocumentOf(reservation));
}

export async function release(call: Call): Promise<Response> {
  const holder = await holderOfReservation(call);
  if (!holder.ok) return refuse(call, holder.why);
  const { eventId, claims } = holder.admitted;
  const { reservationId } = call;
  const outcome = await askAgain(() => allocatorOf(call.door.env, eventId).release(reservationId, claims.visitorId));
  return outcome.kind === "refused"
    ? refuse(call, refusalOf(outcome))
    : json(call, 200, reservationDocumentOf(outcome.reservation));
}

/** Not repeated by itself: the second extension is refused, and only the caller knows whether the first was seen. */
export async function extend(call: Call): Promise<Response> {
  const holder = await holderOfReservation(call);
  if (!holder.ok) return refuse(call, holder.why);
  const { eventId, claims } = holder.admitted;
  const outcome = await allocatorOf(call.door.env, eventId).extend(call.reservationId, claims.visitorId);
  return outcome.kind === "refused"
    ? refuse(call, refusalOf(outcome))
    : json(call, 200, reservationDocumentOf(outcome.reservation));
}

/** The admitted visitor in whose room the reservation's event is. */
export function holderOfReservation(call: Call): Promise<Holder> {
  return presentHolderOf(
    call,
    (eventIds) => eventOfReservation(call.reservationId, eventIds),
    () => Promise.resolve(problem("not_found")),
  );
}
