// Owns an event with 8,897 seats for one test: the race track where it lies beside the project, else one of our own.

import { randomUUID } from "node:crypto";
import path from "node:path";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../core/contract/waiting-room.ts";
import { chartText } from "../bench/ours/chart.ts";
import type { Organizer } from "./organizer.ts";

const root = path.resolve(import.meta.dirname, "../..");

export async function openLargeEvent(
  organizer: Organizer,
  like: string,
  room: RoomSettingsBody,
  beside = root,
): Promise<EventDocument> {
  const { desk } = organizer;
  const model = await organizer.event(like);
  const { text, name } = await chartText(beside);
  const imported = await desk.require<{ chart: { id: string; categories: { key: string }[] } }>(
    "POST",
    `/api/venues/${model.venue.id}/charts`,
    { format: "seatsio", drawing: JSON.parse(text) as unknown },
  );
  const drafted = await desk.require<EventDocument>("POST", "/api/events", {
    title: `The ${name} ${randomUUID().slice(0, 8)}`,
    venueId: model.venue.id,
    chartId: imported.chart.id,
    currency: model.currency,
    startsAt: model.startsAt,
    saleStartsAt: model.saleStartsAt,
    saleEndsAt: model.saleEndsAt,
    categories: imported.chart.categories.map(({ key }, index) => ({
      key,
      price: { currency: model.currency, value: 40 + 15 * index },
    })),
    fee: model.fee,
    room,
  });
  await desk.require("POST", `/api/events/${drafted.id}/publish`);
  return desk.require<EventDocument>("POST", `/api/events/${drafted.id}/open`);
}
