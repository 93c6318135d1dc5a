/**
 * One buyer from the queue to the door out. Every way out gives the place inside back, save for those who vanish.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AdmissionDocument } from "../../../core/contract/waiting-room.ts";
import type { Outcome } from "../tally.ts";
import { reserveSeats } from "./choosing.ts";
import { pay } from "./paying.ts";
import type { BuyerPlan } from "./plan.ts";
import { getIn } from "./queue.ts";
import type { Browser } from "./shop.ts";
import type { World } from "./world.ts";

/** Milliseconds at a pace of 1. */
const LOOKS_AROUND_MS = [50, 600] as const;
const TYPES_CARD_MS = [100, 900] as const;

export async function visit(plan: BuyerPlan, world: World): Promise<Outcome> {
  const browser: Browser = { address: plan.address, admission: undefined };
  world.tally.waiting += 1;
  const admission = await getIn(plan, browser, world).finally(() => {
    world.tally.waiting -= 1;
  });
  if (admission === undefined) return "refused";
  return shop(plan, admission, browser, world);
}

async function shop(plan: BuyerPlan, admission: AdmissionDocument, browser: Browser, world: World): Promise<Outcome> {
  const think = (range: readonly [number, number]): Promise<void> => sleep(plan.chance.between(...range) * world.pace);
  const leave = async (): Promise<void> => {
    world.door.leaves(admission.sessionId, Date.now());
    await world.shop.leave(browser);
  };
  const giveBack = async (reservationId: string): Promise<void> => {
    world.seats.givesUp(reservationId);
    await world.shop.release(browser, reservationId);
  };

  await think(LOOKS_AROUND_MS);
  const reservation = await reserveSeats(plan, admission.visitorId, browser, world);
  if (reservation === undefined) {
    await leave();
    return "refused";
  }
  await think(TYPES_CARD_MS);
  if (plan.ending === "vanishes" && !world.nearTheEnd()) return "walkedAway";
  if (plan.ending === "walks_away") {
    await giveBack(reservation.reservationId);
    await leave();
    return "walkedAway";
  }
  const pressedAtMs = Date.now();
  const order = await pay(reservation, plan, browser, world);
  // A sale may end the visit by itself, at any moment after it was pressed.
  if (order !== undefined) world.door.leaves(admission.sessionId, pressedAtMs);
  else await giveBack(reservation.reservationId);
  await leave();
  return order === undefined ? "declined" : "sold";
}
