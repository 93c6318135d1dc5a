/**
 * `GET /` and `GET /events/{eventId}`: what is on, and one event; public. The gate begins behind them, at `…/tickets`.
 */
import { cataloguePage } from "../../../core/contract/catalogue.ts";
import { NotReadable } from "../../views/shared-view.ts";
import { showPage } from "../../answers/page.ts";
import { textsFor } from "../../pages/languages/choice.ts";
import { eventPage, eventsPage } from "../../pages/shop/events.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { showCard } from "../events.ts";
import { askOffice, FOR_BUYERS } from "../office.ts";
import { sayNo } from "./refusal.ts";

export async function showEvents(call: Call): Promise<Response> {
  const vouched = { accept: "application/json" };
  const asked = { body: null, method: "GET", pathAndQuery: "/catalogue/events", vouched };
  const answer = await askOffice(call, FOR_BUYERS, asked);
  if (!answer.ok) throw new NotReadable();
  const { events } = cataloguePage.parse(await answer.json());
  return showPage(call, 200, eventsPage(events, textsFor(call.request.headers.get("accept-language"))));
}

export async function showEvent(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return showCard(call);
  const known = await call.door.events.card(call.eventId, call);
  if (known === undefined) return sayNo(call, "not_found");
  const view = { card: known.card, soldOut: known.soldOut, nowMs: call.now() };
  return showPage(call, 200, eventPage(view, textsFor(call.request.headers.get("accept-language"))));
}
