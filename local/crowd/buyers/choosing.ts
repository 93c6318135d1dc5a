/**
 * Choosing seats and reserving them, as people do: look, press, find that somebody was faster, look again; take fewer
 * when there are not enough together, and single ones when nothing else is left.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReservationDocument, ReserveBody, SeatsDocument } from "../../../core/contract/seats.ts";
import type { BuyerPlan, ChoiceKind } from "./plan.ts";
import { pressTwice } from "./press-twice.ts";
import type { Answer, Browser } from "./shop.ts";
import type { World } from "./world.ts";

type Choice = Pick<ReserveBody, "seatIds" | "bestAvailable" | "area">;

const TRIES_MAX = 8;
const LOOK_AGAIN_MS = 700;
const TAKEN: ReadonlySet<string | undefined> = new Set([
  "seats_unavailable",
  "would_leave_single_seat",
  "limit_reached",
]);

/** @returns what was reserved; `undefined` when there was nothing to be had. */
export async function reserveSeats(
  plan: BuyerPlan,
  visitorId: string,
  browser: Browser,
  world: World,
): Promise<ReservationDocument | undefined> {
  let quantity = plan.partySize;
  let kind: ChoiceKind = plan.choice;
  for (let attempt = 1; attempt <= TRIES_MAX && world.open(); attempt += 1) {
    const choice = await choose(kind, quantity, attempt, plan, browser, world);
    if (choice !== undefined) {
      const answer = await reserve(choice, plan, visitorId, browser, world);
      if (answer.status === 201) return noted(answer.body as ReservationDocument, world);
      if (answer.code === "sale_closed" || answer.code === "holds_exhausted") return undefined;
      if (!TAKEN.has(answer.code)) throw new Error(`reserve was answered ${answer.status} ${answer.code ?? ""}`);
    }
    // Whoever chose by eye and was too slow lets the system choose; after that everybody takes what they can get.
    if (kind !== "best") kind = "best";
    else if (quantity > 1) quantity = Math.ceil(quantity / 2);
    else kind = "seats";
    if (attempt > 2) await sleep(LOOK_AGAIN_MS * plan.chance.between(0.5, 1.5));
  }
  return undefined;
}

async function choose(
  kind: ChoiceKind,
  quantity: number,
  attempt: number,
  { chance }: BuyerPlan,
  browser: Browser,
  { shop, seatMap }: World,
): Promise<Choice | undefined> {
  if (kind === "area" && seatMap.areaIds.length > 0) {
    const area = seatMap.areaIds[chance.below(seatMap.areaIds.length)];
    if (area !== undefined) return { area: { area, quantity } };
  }
  if (kind !== "seats") return { bestAvailable: { quantity } };
  const { status, body } = await shop.seats(browser);
  if (status !== 200) return undefined;
  const seen = body as SeatsDocument;
  const seatIds =
    attempt < 4 ? seatMap.chooseTogether(seen, quantity, chance) : seatMap.chooseScattered(seen, quantity, chance);
  return seatIds === undefined ? undefined : { seatIds };
}

async function reserve(
  choice: Choice,
  plan: BuyerPlan,
  visitorId: string,
  browser: Browser,
  { shop, breaches, holdMinutes }: World,
): Promise<Answer> {
  const body = JSON.stringify({
    eventId: shop.paths.eventId,
    ...choice,
    userId: visitorId,
    expiryInMinutes: plan.ending === "vanishes" ? 1 : holdMinutes,
  });
  const key = randomUUID();
  const ask = (): Promise<Answer> => shop.reserve(browser, key, body);
  return plan.reservesTwice ? pressTwice(ask, 201, gistOf, breaches) : ask();
}

function gistOf(held: Answer): string {
  const { reservationId, seats } = held.body as ReservationDocument;
  return `${reservationId} ${seats.map(({ seatId }) => seatId).join()}`;
}

function noted(reservation: ReservationDocument, { seats }: World): ReservationDocument {
  seats.held(
    reservation.reservationId,
    reservation.seats.map(({ seatId }) => seatId),
    Date.parse(reservation.expiresAt),
    Date.now(),
  );
  return reservation;
}
