/**
 * An event for a crowd, made by an organizer over the organizers' API: a chart imported, priced, published, opened.
 */
import type { ChartFormat } from "../../core/seating/import/index.ts";
import type { ChartDocument } from "../../core/contract/organizer/charts.ts";
import type { EventBody, EventDocument } from "../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../core/contract/waiting-room.ts";
import { Desk } from "../cli/desk.ts";
import type { Running } from "../stack/running-file.ts";

const CURRENCY = "USD";
const DAY_MS = 86_400_000;
const CHEAPEST = 35;
/** Each category costs this much more than the one before it. */
const PRICE_STEP = 17.5;
const FEE = 2.5;
const TAX_PERCENT = 8.25;

export interface EventWish {
  readonly title: string;
  readonly room: RoomSettingsBody;
  readonly limits?: EventBody["limits"];
}

/** Signed in to a system on this machine, as one who may do everything that a crowd needs. */
export function organizerOf({ urls, logins }: Running): Promise<Desk> {
  const login = logins.find(({ role }) => role === "organizer");
  if (login === undefined) throw new Error("the running system names no organizer's login");
  return Desk.signIn(urls.edge, login.email, login.password);
}

/** Imports a chart from one of the public formats, for a venue of its own. */
export async function importChart(desk: Desk, drawing: unknown): Promise<ChartDocument> {
  const venue = await desk.require<{ id: string }>("POST", "/api/venues", {
    name: "The crowd's venue",
    timeZone: "UTC",
  });
  const body = { format: formatOf(drawing), drawing };
  const { chart } = await desk.require<{ chart: ChartDocument }>("POST", `/api/venues/${venue.id}/charts`, body);
  return chart;
}

/** Makes an event of a chart, every category for sale, and opens its sale. */
export async function openEvent(desk: Desk, chart: ChartDocument, wish: EventWish): Promise<EventDocument> {
  const nowMs = Date.now();
  const at = (ms: number): string => new Date(nowMs + ms).toISOString();
  const dollars = (value: number): { currency: string; value: number } => ({ currency: CURRENCY, value });
  const event = await desk.require<EventDocument>("POST", "/api/events", {
    title: wish.title,
    venueId: chart.venueId,
    chartId: chart.id,
    startsAt: at(30 * DAY_MS),
    saleStartsAt: at(-60_000),
    saleEndsAt: at(29 * DAY_MS),
    currency: CURRENCY,
    categories: chart.categories.map(({ key }, index) => ({ key, price: dollars(CHEAPEST + index * PRICE_STEP) })),
    fee: dollars(FEE),
    taxPercent: TAX_PERCENT,
    ...(wish.limits === undefined ? {} : { limits: wish.limits }),
    room: wish.room,
  });
  await desk.require("POST", `/api/events/${event.id}/publish`);
  return desk.require("POST", `/api/events/${event.id}/open`);
}

/** Which public format a drawing is in, by what only that format has. */
function formatOf(drawing: unknown): ChartFormat {
  if (typeof drawing === "object" && drawing !== null) {
    if ("subChart" in drawing) return "seatsio";
    if ("sections" in drawing) return "foyer";
    if ("zones" in drawing) return "pretix";
  }
  throw new Error("this is neither a seats.io drawing nor a pretix seating plan nor a chart of our own");
}
