/**
 * `GET /` and `GET /events/{eventId}`: what is on, and one event; public. The gate begins behind them, at `…/tickets`.
 */
import { showPage } from "../../answers/page.ts";
import { textsFor } from "../../pages/languages/choice.ts";
import { eventPage, eventsPage } from "../../pages/shop/events.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { showCard } from "../events.ts";
import { sayNo } from "./refusal.ts";

export async function showEvents(call: Call): Promise<Response> {
  const events = await call.door.whatsOn.events(call);
  return showPage(call, 200, eventsPage(events, textsFor(call.request.headers.get("accept-language"))));
}

export async function showEvent(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return showCard(call);
  const known = await call.door.events.card(call.eventId, call);
  if (known === undefined) return sayNo(call, "not_found");
  const view = { card: known.card, soldOut: known.soldOut, nowMs: call.now() };
  return showPage(call, 200, eventPage(view, textsFor(call.request.headers.get("accept-language"))));
}
