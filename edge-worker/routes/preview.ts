/**
 * `GET /rooms/{roomId}/preview`: the waiting page as the next who came would see it, for the panel to show in a frame.
 *
 * It is made of the public status alone and takes no place; without its script it neither asks again nor walks in. No
 * other page may be framed, and this one only by our own.
 */
import { showPage } from "../answers/page.ts";
import { standingOf } from "../gate/standing.ts";
import { textsOf } from "../pages/languages/choice.ts";
import type { Page } from "../pages/layout.ts";
import type { Texts } from "../pages/languages/texts.ts";
import { overPage } from "../pages/sorry.ts";
import { waitingPage } from "../pages/waiting.ts";
import type { Call } from "../requests/call.ts";
import { statusDocumentOf } from "../views/status-document.ts";
import type { RoomView } from "../views/room-views.ts";
import { overTexts } from "./shop/at-gate.ts";
import { sayNo } from "./shop/refusal.ts";

export async function showPreview(call: Call): Promise<Response> {
  const room = await call.door.rooms.forTelling(call.roomId, call);
  if (room === undefined) return sayNo(call, "not_found");
  const { island: _script, data: _data, ...still } = pageOf(room, textsOf(call.request));
  const shown = await showPage(call, 200, still);
  const policy = shown.headers.get("content-security-policy") ?? "";
  shown.headers.set("content-security-policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
  shown.headers.set("x-robots-tag", "noindex");
  return shown;
}

function pageOf(room: RoomView, texts: Texts): Page {
  const { status, seatsLeft } = room;
  if (status.phase === "ended" || status.phase === "sold_out") {
    return overPage(status.name, ...overTexts(status.phase, texts), texts);
  }
  const number = status.nextNumber;
  const view = { number, standing: standingOf(number, status), status: statusDocumentOf(status, seatsLeft) };
  return waitingPage({ ...view, parked: false }, texts);
}
