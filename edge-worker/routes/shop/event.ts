/**
 * `GET /events/{eventId}`: one event; public. The gate begins behind it, at `…/tickets`. The sale's state comes from the
 * event's allocator, at most a second old; the description from the office, and the page goes on without it (S10).
 */
import type { PublishedEvent } from "../../../core/contract/catalogue.ts";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { showPage } from "../../answers/page.ts";
import { standingOf } from "../../gate/standing.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import type { WaitingTexts } from "../../pages/languages/texts.ts";
import { saleReminderForm } from "../../pages/notices.ts";
import { eventPage, type EventView } from "../../pages/shop/event.ts";
import { waitText } from "../../pages/waiting-words.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { NotReadable } from "../../views/shared-view.ts";
import { showCard } from "../events.ts";
import { sayNo } from "./refusal.ts";

/** The page is whole without what is asked for so long. */
const PATIENCE_MS = 1_000;

export async function showEvent(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return showCard(call);
  const [known, published] = await Promise.all([
    call.door.events.card(call.eventId, call),
    inTime(call, publishedOf(call)),
  ]);
  if (known === undefined) return sayNo(call, "not_found");
  const { card, soldOut } = known;
  const texts = textsOf(call.request);
  const busy = await inTime(call, busyness(call, card, texts.waiting));
  const nowMs = call.now();
  const isEarly = nowMs < card.saleStartsAtMs && card.state !== "closed";
  const below = isEarly ? { below: saleReminderForm(card.eventId, texts) } : {};
  return showPage(call, 200, eventPage({ card, soldOut, published, busy, nowMs, ...below }, texts));
}

async function publishedOf(call: Call): Promise<PublishedEvent | undefined> {
  return call.door.whatsOn.event(call.eventId, call);
}

/** Whether somebody who comes now would have to wait, and about how long. */
async function busyness(call: Call, card: SaleCard, texts: WaitingTexts): Promise<EventView["busy"]> {
  const room = await call.door.rooms.forTelling(card.roomId, call);
  if (room === undefined) return undefined;
  const { status } = room;
  const isWaiting = status.phase === "queueing" && status.nextNumber > status.servingCounter;
  if (!isWaiting) return undefined;
  const standing = standingOf(status.nextNumber, status);
  return { wait: standing.waitP90 === null ? undefined : waitText(standing, texts) };
}

/** The answer, or nothing when it takes too long or the part does not answer. */
async function inTime<Value>(call: Call, asked: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([
    asked.catch((error: unknown) => {
      if (error instanceof NotReadable) return undefined;
      throw error;
    }),
    call.sleep(PATIENCE_MS).then(() => undefined),
  ]);
}
