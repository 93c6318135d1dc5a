/**
 * An outage of the payment provider, declared and ended (S10): while it lasts no hold runs out, the room lets nobody
 * new in, and the page says why.
 *
 * What was declared is kept by the objects: the allocator's clock stands, and its alarm asks for a probe until it goes
 * on; the room's public feed tells whose pause it is, so that an operator's own is never undone.
 */
import type { EventId } from "../../core/brand.ts";
import { roomOf } from "../../core/contract/objects.ts";
import type { FeedEntry } from "../../core/queue/status.ts";
import type { CheckoutParts } from "./parts.ts";
import { askSeats } from "./seats.ts";

const ACTOR = "system:checkout";
export const CLOCK_STOPPED_BECAUSE = "The payment provider does not answer. Seats are kept and no time runs out.";
export const ROOM_PAUSED_BECAUSE =
  "The payment provider does not answer. The queue waits until it does; your place is kept.";
export const ROOM_GOES_ON_BECAUSE = "The payment provider answers again. The queue goes on.";

type Objects = Pick<CheckoutParts, "objects" | "gateway" | "patience" | "nowMs" | "report">;

/** Repeating it changes nothing. */
export async function declareOutage(parts: Objects, eventId: EventId): Promise<void> {
  const card = await askSeats(parts.objects, eventId, async (allocator) => {
    await allocator.stopClock(CLOCK_STOPPED_BECAUSE);
    return allocator.card();
  });
  if (card === undefined) return;
  parts.report("the payment provider does not answer", { eventId });
  const room = roomOf(parts.objects, card.roomId);
  const picture = await room.picture();
  if (picture === undefined || picture.settings.paused) return;
  await room.configure({ actor: ACTOR, change: { paused: true }, message: ROOM_PAUSED_BECAUSE });
}

/** Asks the provider once. @returns whether it answers; then clocks and queue go on. */
export async function probeProvider(parts: Objects, eventId: EventId): Promise<boolean> {
  if (!(await parts.gateway.probe())) {
    parts.patience.health.unanswered(parts.nowMs());
    return false;
  }
  parts.patience.health.answered();
  const card = await askSeats(parts.objects, eventId, async (allocator) => {
    await allocator.resumeClock();
    return allocator.card();
  });
  if (card === undefined) return true;
  const room = roomOf(parts.objects, card.roomId);
  const picture = await room.picture();
  if (picture?.settings.paused === true && isOurPause(picture.status.feed)) {
    await room.configure({ actor: ACTOR, change: { paused: false }, message: ROOM_GOES_ON_BECAUSE });
  }
  return true;
}

/** The last that was said about pausing was said by us. */
function isOurPause(feed: readonly FeedEntry[]): boolean {
  const last = feed.findLast(({ kind }) => kind === "paused" || kind === "resumed");
  return last?.kind === "paused" && last.message === ROOM_PAUSED_BECAUSE;
}
