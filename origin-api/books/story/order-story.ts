/**
 * The story of one order: what the room, the seats and the books each know of it, as one line of time.
 *
 * An object that does not answer costs its part of the story and nothing more: the agent on the phone gets the rest.
 */
import type { OrganizationId, OrderId } from "../../../core/brand.ts";
import { allocatorOf, roomOf, type ObjectBindings } from "../../../core/contract/objects.ts";
import type { STORY_PARTS, StoryDocument, StoryEntry } from "../../../core/contract/organizer/story.ts";
import type { Reservation, ReservationStep } from "../../../core/contract/seat-allocator.ts";
import type { KnownVisit } from "../../../core/contract/waiting-room.ts";
import { eventOf } from "../../catalogue/event-queries.ts";
import type { Database } from "../../db/client.ts";
import { orderSummaryOf } from "../office-order-queries.ts";
import { bookedSteps, stepOf } from "./booked-steps.ts";

/** @returns `undefined` when the organization has no such order. */
export async function orderStory(
  parts: { readonly database: Database; readonly objects: ObjectBindings },
  organizationId: OrganizationId,
  orderId: OrderId,
): Promise<StoryDocument | undefined> {
  const { database, objects } = parts;
  const order = await orderSummaryOf(database, organizationId, orderId);
  const found = order === undefined ? undefined : await eventOf(database, organizationId, order.eventId);
  if (order === undefined || found === undefined) return undefined;
  const silent: (typeof STORY_PARTS)[number][] = [];
  const unless = async (
    part: (typeof STORY_PARTS)[number],
    ask: () => Promise<StoryEntry[]>,
  ): Promise<StoryEntry[]> => {
    try {
      return await ask();
    } catch {
      silent.push(part);
      return [];
    }
  };
  // an order bears its reservation's id
  const allocator = allocatorOf(objects, order.eventId);
  let reservation: Reservation | undefined;
  const seats = await unless("seats", async () => {
    reservation = await allocator.reservation(orderId);
    return seatSteps(await allocator.history(orderId));
  });
  const { roomId } = found.event;
  const queue = await unless("queue", async () => {
    if (reservation === undefined) return [];
    return visitSteps(await roomOf(objects, roomId).visitAt(reservation.holder, reservation.heldAtMs));
  });
  if (silent.includes("seats")) silent.push("queue");
  const booked = await bookedSteps(database, organizationId, order);
  return {
    entries: [...queue, ...seats, ...booked].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    silent,
  };
}

const SEAT_STEPS: Partial<Record<ReservationStep["command"], StoryEntry["step"]>> = {
  hold: "held",
  extend: "hold_extended",
  begin: "payment_begun",
  cancel: "payment_refused",
  commit: "sold",
};

function seatSteps(steps: readonly ReservationStep[]): StoryEntry[] {
  return steps.flatMap(({ command, atMs, attempt, proof, places }) => {
    const step = SEAT_STEPS[command];
    if (step === undefined) return [];
    return [
      stepOf(new Date(atMs), step, {
        places: places ?? null,
        detail: proof ?? (attempt === undefined ? null : String(attempt)),
      }),
    ];
  });
}

function visitSteps(visit: KnownVisit | undefined): StoryEntry[] {
  if (visit === undefined) return [];
  const { number, admittedAtMs, expiresAtMs, endedAtMs, endReason } = visit;
  const entered = stepOf(new Date(admittedAtMs), "entered", { detail: String(number + 1) });
  if (endedAtMs !== undefined) return [entered, stepOf(new Date(endedAtMs), "left", { detail: endReason ?? null })];
  return expiresAtMs > Date.now() ? [entered] : [entered, stepOf(new Date(expiresAtMs), "visit_over")];
}
