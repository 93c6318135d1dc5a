/**
 * What somebody sees who is not inside: the waiting page, or its JSON for programs; why there is nothing to wait for;
 * or a no with the way on.
 */
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { problem } from "../../../core/contract/problem.ts";
import { json } from "../../answers/json.ts";
import { cfWaitingRoomOf } from "../../answers/cf-waiting-room.ts";
import { showPage } from "../../answers/page.ts";
import { standingOf } from "../../gate/standing.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import type { Texts } from "../../pages/languages/texts.ts";
import { overPage } from "../../pages/sorry.ts";
import { waitingPage } from "../../pages/waiting.ts";
import { wantsJson } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { statusDocumentOf } from "../../views/status-document.ts";
import { type GateOutcome, JOINED } from "../../visitors/gate.ts";
import { sayNo } from "./refusal.ts";

type Outside = Exclude<GateOutcome, { kind: "inside" }>;

export function showOutside(call: Call, outside: Outside, card: SaleCard): Response | Promise<Response> {
  switch (outside.kind) {
    case "waiting":
      return showWaiting(call, outside);
    case "over":
      return showOver(call, outside, card);
    case "refused": {
      if (!outside.again) return sayNo(call, outside.why);
      const texts = textsOf(call.request);
      const path = `/events/${card.eventId}/tickets`;
      return sayNo(call, outside.why, { label: texts.sorry.newPlace, path, act: "again" });
    }
    default:
      return outside satisfies never;
  }
}

async function showWaiting(call: Call, outside: Extract<Outside, { kind: "waiting" }>): Promise<Response> {
  const { ticket, token, status, room, parked, cookies } = outside;
  const { seatsLeft } = room;
  if (wantsJson(call.request.headers)) {
    const answer = json(call, 200, cfWaitingRoomOf({ ticket, token, status, seatsLeft }));
    for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
    return answer;
  }
  const standing = standingOf(ticket.number, status);
  const view = { number: ticket.number, standing, status: statusDocumentOf(status, seatsLeft), parked };
  const page = waitingPage(view, textsOf(call.request));
  return showPage(call, 200, page, {
    refreshSeconds: standing.pollAfter,
    refreshTo: `${call.path}?${JOINED}=1`,
    cookies,
  });
}

function showOver(
  call: Call,
  { phase, room }: Extract<Outside, { kind: "over" }>,
  card: SaleCard,
): Response | Promise<Response> {
  const texts = textsOf(call.request);
  const why = problem(phase === "sold_out" ? "sale_closed" : "room_ended", {
    extra: { phase, seatsLeft: room.seatsLeft },
  });
  if (wantsJson(call.request.headers)) return sayNo(call, why);
  return showPage(call, 200, overPage(card.title, ...overTexts(phase, texts), texts));
}

/** Headline and text for whoever waits for nothing any more. */
export function overTexts(phase: "ended" | "sold_out", { waiting, shop }: Texts): [headline: string, text: string] {
  return phase === "sold_out" ? [shop.soldOut, waiting.soldOut] : [shop.saleClosed, waiting.ended];
}
