/**
 * What everybody may read: published events only, found by text, place and time, cacheable.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogueEvent } from "../../../core/contract/catalogue.ts";
import { catalogueRoutes } from "../../../origin-api/routes/organizer/published.ts";
import { draftEvent, found, openDesk, type Desk } from "./desk.ts";

let desk: Desk;
let cookie: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
  for (const [title, startsAt, city, publish] of [
    ["Opera night", "2090-01-10T19:00:00Z", "Wien", true],
    ["100% jazz", "2090-02-10T19:00:00Z", "Oslo", true],
    ["Secret draft", "2090-03-10T19:00:00Z", "Oslo", false],
    ["Long ago", "2020-01-10T19:00:00Z", "Wien", true],
  ] as const) {
    const made = await draftEvent(desk, cookie, { title, startsAt });
    await desk.call(`/api/venues/${made.venueId}`, { method: "PATCH", cookie, json: { city } });
    if (publish) await desk.call(`/api/events/${made.eventId}/publish`, { method: "POST", cookie });
    ids[title] = made.eventId;
  }
});
afterAll(() => desk.stop());

const get = (path: string) => catalogueRoutes.request(path, {}, desk.env);
const titles = async (query: string) => {
  const page: { events: CatalogueEvent[] } = await (await get(`/events${query}`)).json();
  return page.events.map(({ title }) => title);
};

describe("the public catalogue", () => {
  it("lists published events that are still to come, the next first", async () => {
    expect(await titles("")).toEqual(["Opera night", "100% jazz"]);
    expect(await titles("?from=2000-01-01T00:00:00Z")).toEqual(["Long ago", "Opera night", "100% jazz"]);
    expect(await titles("?to=2090-01-31T00:00:00Z")).toEqual(["Opera night"]);
  });

  it("takes a date for a day at the venue, from its beginning to its end", async () => {
    const late = await draftEvent(desk, cookie, { title: "After midnight", startsAt: "2091-01-10T23:30:00Z" }); // the 11th in Berlin
    await desk.call(`/api/events/${late.eventId}/publish`, { method: "POST", cookie });
    expect(await titles("?from=2091-01-11&to=2091-01-11")).toEqual(["After midnight"]);
    expect(await titles("?from=2091-01-10&to=2091-01-10")).toEqual([]);
    expect(await titles("?from=2091-01-12")).toEqual([]);
    expect(await titles("?from=2090-12-01&to=2091-01-10T23:30:00Z")).toEqual(["After midnight"]);
  });

  it("finds by text and place, and takes signs for themselves", async () => {
    expect(await titles("?text=OPERA")).toEqual(["Opera night"]);
    expect(await titles("?place=oslo")).toEqual(["100% jazz"]);
    expect(await titles("?text=100%25")).toEqual(["100% jazz"]);
    expect(await titles("?text=%25")).toEqual(["100% jazz"]);
    expect(await titles("?text=_")).toEqual([]);
    expect(await titles("?text=%27%20OR%201%3D1%20--")).toEqual([]);
  });

  it("shows an event with prices and room, for a moment to every cache", async () => {
    const response = await get(`/events/${ids["Opera night"]}`);
    const event: CatalogueEvent = await response.json();
    expect(event).toMatchObject({
      title: "Opera night",
      state: "scheduled",
      venue: { name: "Hall", city: "Wien", timeZone: "Europe/Berlin" },
      priceFrom: { currency: "USD", value: 51.75 }, // with the fee of 2.25
      priceTo: { currency: "USD", value: 122.25 },
      categories: [expect.objectContaining({ price: { currency: "USD", value: 49.5 } }), expect.anything()],
      fee: { currency: "USD" },
    });
    expect(Object.keys(event)).not.toContain("organizationId");
    expect(response.headers.get("cache-control")).toMatch(/^public, max-age=10\b/u);
  });

  it("does not know drafts, and refuses what it does not understand", async () => {
    for (const id of [ids["Secret draft"], crypto.randomUUID(), "x"]) {
      const response = await get(`/events/${id}`);
      expect([response.status, response.headers.get("cache-control")]).toEqual([404, "private, no-store"]);
    }
    for (const query of [
      "?limit=0",
      "?limit=5000",
      "?from=now",
      "?sort=x",
      "?text=a&text=b",
      "?offset=-1",
      "?from=0000-01-01",
      "?to=0000-12-31",
    ]) {
      expect((await get(`/events${query}`)).status).toBe(422);
    }
  });
});
