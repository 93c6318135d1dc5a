// Owns an event for one test: published and open, on the demo's chart, with a room as small as the test wants.

import { randomUUID } from "node:crypto";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../core/contract/waiting-room.ts";
import type { Organizer } from "./organizer.ts";

export async function openEvent(
  organizer: Organizer,
  like: string,
  room: RoomSettingsBody,
  title = `Concert ${randomUUID().slice(0, 8)}`,
): Promise<EventDocument> {
  const { desk } = organizer;
  const model = await organizer.event(like);
  const drafted = await desk.require<EventDocument>("POST", "/api/events", {
    title,
    venueId: model.venue.id,
    chartId: model.chartId,
    currency: model.currency,
    startsAt: model.startsAt,
    saleStartsAt: model.saleStartsAt,
    saleEndsAt: model.saleEndsAt,
    categories: model.categories.flatMap(({ key, price }) => (price === null ? [] : [{ key, price }])),
    fee: model.fee,
    room,
  });
  await desk.require("POST", `/api/events/${drafted.id}/publish`);
  return desk.require<EventDocument>("POST", `/api/events/${drafted.id}/open`);
}
