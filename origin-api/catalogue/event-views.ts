/** From an event as it is stored to what organizers read, and to what its objects are told. Pure. */
import { millis, minorUnits, type CategoryKey, type MinorUnits } from "../../core/brand.ts";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { fullRoomSettings, roomSettingsOf } from "../../core/contract/organizer/rooms.ts";
import type { SaleSetup } from "../../core/contract/seat-allocator.ts";
import type { RoomSettings } from "../../core/queue/settings.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Chart } from "../../core/seating/chart.ts";
import type { EventRecord } from "./event-queries.ts";

export function eventDocumentOf({ event, venue, chart, prices }: EventRecord): EventDocument {
  const { currency } = event;
  const amount = (minor: number) => ({ currency, value: toDecimal({ currency, minor: minorUnits(minor) }) });
  const priceByKey = new Map(prices.map(({ key, priceMinor }) => [key, priceMinor]));
  return {
    id: event.id,
    organizationId: event.organizationId,
    state: event.state,
    version: event.version,
    title: event.title,
    description: event.description,
    venue,
    chartId: event.chartId,
    roomId: event.roomId,
    capacity: chart.capacity,
    startsAt: event.startsAt.toISOString(),
    saleStartsAt: event.saleStartsAt.toISOString(),
    saleEndsAt: event.saleEndsAt.toISOString(),
    currency,
    categories: chart.categories.map((category) => {
      const price = priceByKey.get(category.key);
      return { ...category, price: price === undefined ? null : amount(price) };
    }),
    fee: amount(event.feeMinor),
    taxPercent: event.taxBasisPoints / 100,
    limits: { placesPerHolder: event.placesPerHolder, holdMinutes: event.holdMinutes, orphanRule: event.orphanRule },
    room: fullRoomSettings(event.room, event.title),
    publishedAt: event.publishedAt?.toISOString() ?? null,
    closedAt: event.closedAt?.toISOString() ?? null,
  };
}

/** What the allocator is told: everything that is fixed when the sale opens. */
export function saleSetupOf({ event, venue, chart, prices }: EventRecord, drawing: Chart): SaleSetup {
  const priceByCategory: Record<CategoryKey, MinorUnits> = Object.fromEntries(
    prices.map(({ key, priceMinor }) => [key, priceMinor]),
  );
  return {
    eventId: event.id,
    roomId: event.roomId,
    title: event.title,
    venue: venue.name,
    timeZone: venue.timeZone,
    startsAtMs: millis(event.startsAt.getTime()),
    saleStartsAtMs: millis(event.saleStartsAt.getTime()),
    saleEndsAtMs: millis(event.saleEndsAt.getTime()),
    prices: {
      currency: event.currency,
      priceByCategory,
      feePerPlace: minorUnits(event.feeMinor),
      taxBasisPoints: event.taxBasisPoints,
    },
    limits: { placesPerHolder: event.placesPerHolder, holdMinutes: event.holdMinutes, orphanRule: event.orphanRule },
    chart: drawing,
    chartHash: chart.hash,
  };
}

/** What the room is told. */
export function roomOfEvent({ event }: Pick<EventRecord, "event">): RoomSettings {
  return roomSettingsOf(fullRoomSettings(event.room, event.title), {
    roomId: event.roomId,
    eventIds: [event.id],
    paused: event.state === "paused",
    ...(event.closedAt === null ? {} : { endedAtMs: millis(event.closedAt.getTime()) }),
  });
}
