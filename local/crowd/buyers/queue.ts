/**
 * The way in: take a ticket, ask for the public status as often as the page does, claim when the turn has come.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { AdmissionDocument, PlaceDocument, StatusDocument } from "../../../core/contract/waiting-room.ts";
import type { BuyerPlan } from "./plan.ts";
import type { Browser } from "./shop.ts";
import type { World } from "./world.ts";

/** The page's own rule: a twentieth of the wait, 2 s to 60 s, give or take a fifth. */
const POLL_MIN_MS = 2_000;
const POLL_MAX_MS = 60_000;
const POLL_UNKNOWN_MS = 5_000;
const POLLS_PER_WAIT = 20;
const POLL_JITTER = 0.2;
const ASK_AGAIN_MS = 1_000;

/** Sets `browser.admission`; `undefined` when the room lets this buyer in no more. */
export async function getIn(plan: BuyerPlan, browser: Browser, world: World): Promise<AdmissionDocument | undefined> {
  const { shop, door, tally } = world;
  const askedAtMs = performance.now();
  const joined = await shop.join(browser);
  if (joined.status !== 201 && joined.status !== 200) return refusedOr(joined.status, joined.code, "join");
  const place = joined.body as PlaceDocument;
  if (!place.called && !(await waitForTurn(place, plan, browser, world))) return undefined;
  for (;;) {
    const claimed = await shop.claim(browser, place.ticket);
    const nowMs = Date.now();
    if (claimed.status === 201 || claimed.status === 200) {
      const admission = claimed.body as AdmissionDocument;
      browser.admission = admission.admission;
      door.admitted(place.number, admission.sessionId, nowMs, Date.parse(admission.expiresAt));
      tally.waitedMs.push(performance.now() - askedAtMs);
      return admission;
    }
    const parked = claimed.code === "turn_missed" && (claimed.body as { next?: string }).next === "parked";
    if (claimed.code !== "not_your_turn" && !parked) return refusedOr(claimed.status, claimed.code, "claim");
    if (!world.open()) return undefined;
    await sleep(claimed.retryAfterMs ?? ASK_AGAIN_MS);
    if (!(await waitForTurn(place, plan, browser, world))) return undefined;
  }
}

/** @returns whether the turn has come; false when it never will. */
async function waitForTurn(
  place: PlaceDocument,
  plan: BuyerPlan,
  browser: Browser,
  { shop, door, open }: World,
): Promise<boolean> {
  let delayMs = place.pollAfter * 1000;
  while (open()) {
    await sleep(delayMs * plan.chance.between(1 - POLL_JITTER, 1 + POLL_JITTER));
    const { status, body } = await shop.status(browser);
    if (status !== 200) throw new Error(`the status was answered ${status}`);
    const room = body as StatusDocument;
    door.statusSeen(room);
    if (room.phase === "sold_out" || room.phase === "ended") return false;
    if (place.number < room.servingCounter || room.phase === "suspended") return true;
    delayMs = pollDelayMs(room, place.number);
  }
  return false;
}

function pollDelayMs(room: StatusDocument, number: number): number {
  const perMinute = room.callsPerMinuteFast;
  if (perMinute <= 0) return POLL_UNKNOWN_MS;
  const waitMs = ((number - room.servingCounter) / perMinute) * 60_000;
  return Math.min(POLL_MAX_MS, Math.max(POLL_MIN_MS, waitMs / POLLS_PER_WAIT));
}

/** The noes that a visitor must expect here; anything else is a failure to be looked at. */
function refusedOr(status: number, code: string | undefined, step: string): undefined {
  const expected = ["joining_refused", "room_ended", "turn_missed", "rate_limited", "not_your_turn"];
  if (code === undefined || !expected.includes(code)) throw new Error(`${step} was answered ${status} ${code ?? ""}`);
  return undefined;
}
