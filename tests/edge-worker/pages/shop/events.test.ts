/** What is on and one event, as people read them: found, paged, true at the venue's clock, escaped, light. */
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import type { CurrencyCode, QueueNumber } from "../../../../core/brand.ts";
import type { CatalogueEvent, PublishedEvent } from "../../../../core/contract/catalogue.ts";
import { TestDoor } from "../../../support/test-door.ts";

type Amount = PublishedEvent["fee"];
const HTML = { accept: "text/html", "accept-language": "en" };
const EVENT_PAGE_BYTES_MAX = 30_000;

let door: TestDoor;
let listed: CatalogueEvent[];
beforeEach(async () => {
  door = await TestDoor.open();
  listed = [event()];
  door.office = (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/catalogue/events") return Response.json({ events: listed, next: null });
    return pathname === `/catalogue/events/${door.eventId}`
      ? Response.json(published())
      : new Response(null, { status: 404 });
  };
});

function event(change: Partial<CatalogueEvent> = {}): CatalogueEvent {
  return {
    id: door.eventId,
    title: "<i>Tosca</i>",
    description: null,
    startsAt: "2027-07-01T23:30:00Z",
    saleStartsAt: "2027-01-01T00:00:00Z",
    saleEndsAt: "2027-06-30T00:00:00Z",
    state: "open",
    roomId: door.roomId,
    priceFrom: eur(15),
    priceTo: eur(120),
    venue: { name: "Opera", address: "Unter den Linden 7", city: "Berlin", country: "DE", timeZone: "Europe/Berlin" },
    ...change,
  };
}

function eur(value: number): Amount {
  return { currency: "EUR" as CurrencyCode, value };
}

function published(): PublishedEvent {
  const usd = (value: number): Amount => ({ currency: "USD" as CurrencyCode, value });
  return {
    ...event(),
    description: "First <b>line</b>\nsecond line",
    categories: [
      { key: "stalls" as never, label: "Stalls & boxes", price: usd(75) },
      { key: "guests" as never, label: "Guests", price: usd(0) },
    ],
    fee: usd(2.5),
    organizer: "Hall & Co",
  };
}

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await door.send("GET", path, { headers: { ...HTML, ...headers } });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const asked = () =>
  door.passedOn.map(({ request }) => new URL(request.url)).filter(({ pathname }) => pathname === "/catalogue/events");

describe("what is on", () => {
  it("is told with prices, and with days as they are at the venue", async () => {
    const { text } = await page("/", { "accept-language": "de" });
    expect(text).toContain("&lt;i&gt;Tosca&lt;/i&gt;");
    expect(text).toContain("2. Juli 2027"); // half past one in the night there
    expect(text).toMatch(/15,00\s€ bis 120,00\s€/u);
  });

  it.each([
    [{ state: "closed" } as const, "Sale closed"],
    [{ saleEndsAt: "2027-05-01T00:00:00Z" }, "Sale closed"],
    [{ saleStartsAt: "2027-06-02T08:00:00Z", state: "scheduled" } as const, "Sale opens Wed, June 2, 2027"],
    [{ priceFrom: eur(0), priceTo: eur(0) }, "Free of charge"],
  ])("says what keeps people from buying: %j", async (change, words) => {
    listed = [event(change)];
    expect((await page("/")).text).toContain(words);
  });

  it("says what is sold out, as its allocator says, and waits for none that is silent", async () => {
    door.seats.saleCard = { ...door.seats.saleCard, seatsLeft: 0 };
    door.seats.totals = async () => ({
      free: 0,
      held: 0,
      paying: 0,
      sold: 10,
      blocked: 0,
      capacity: 10,
      lsn: 1,
      unsettled: 0,
    });
    expect((await page("/")).text).toContain("Sold out");
    door.anotherIsolate();
    door.seats.card = () => new Promise(() => undefined);
    const { status, text } = await page("/");
    expect([status, text.includes("Sold out"), text.includes("Tosca")]).toEqual([200, false, true]);
  });

  it("is found by words, city and dates, and shows what was asked for", async () => {
    const { text } = await page("/?text=%22tosca%22&place=Wien&from=2027-06-05&to=2027-06-30");
    expect(Object.fromEntries(asked()[0]?.searchParams ?? [])).toEqual({
      text: '"tosca"',
      place: "wien",
      from: "2027-06-05",
      to: "2027-06-30",
      limit: "20",
    });
    expect(text).toContain('value="&quot;tosca&quot;"');
    expect(text).toMatch(/<details class="wide"\s+open/u);
  });

  it("never shows what is over, whatever day is asked for", async () => {
    await page("/?from=2020-01-01");
    await page("/?from=2027-06-01"); // today
    for (const { searchParams } of asked()) expect(searchParams.has("from")).toBe(false);
  });

  it.each(["5.6.2027", "2027-13-01", "soon", "2027-02-30"])("names a date that is none: %s", async (from) => {
    const { status, text } = await page(`/?from=${from}`);
    expect([status, asked()]).toEqual([422, []]);
    expect(text).toMatch(/role="alert"[^]*year, month and day/u);
    expect(text).toContain(`value="${from}"`);
  });

  it("says so when nothing was found, or nothing is on", async () => {
    listed = [];
    expect((await page("/")).text).toContain("nothing on sale");
    expect((await page("/?text=xyz")).text).toContain("Nothing was found");
  });

  it("has pages that keep the search", async () => {
    door.office = () => Response.json({ events: listed, next: 60 });
    const { text } = await page("/?text=a%26b&offset=40");
    expect(text).toContain('rel="prev" href="/?text=a%26b&amp;offset=20"');
    expect(text).toContain('rel="next" href="/?text=a%26b&amp;offset=60"');
    expect(asked()[0]?.searchParams.get("offset")).toBe("40");
    const first = await page("/?offset=-1");
    expect([first.status, first.text.includes('rel="prev"')]).toEqual([200, false]);
  });

  it("is asked for once a second by a whole crowd, page and programs alike", async () => {
    const look = () => Promise.all([page("/?text=Tosca"), door.send("GET", "/catalogue/events?text=tosca&limit=20")]);
    const crowd = await Promise.all(Array.from({ length: 25 }, look));
    expect(new Set(crowd.flat().map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked()).toHaveLength(1);
    door.pass(2_000);
    await look();
    expect(asked()).toHaveLength(2);
    door.office = () => new Response(null, { status: 503 });
    door.pass(2_000);
    expect((await page("/?text=tosca")).status).toBe(200); // what was known
  });

  it("lets one address invent only so many searches", async () => {
    door.limit = 2;
    const statuses: number[] = [];
    for (const text of ["a", "b", "c", "b"]) statuses.push((await page(`/?text=${text}`)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    expect((await page("/")).status).toBe(200);
  });

  it("says so when the office does not answer", async () => {
    door.office = () => new Response(null, { status: 500 });
    const { status, text } = await page("/");
    expect(status).toBe(503);
    expect(text).toContain("Nothing is lost");
  });
});

describe("GET /catalogue/events", () => {
  it("gives programs what the office says, for a second to every cache", async () => {
    const answer = await door.send("GET", "/catalogue/events");
    expect(await answer.json()).toEqual({ events: listed, next: null });
    expect(answer.headers.get("cache-control")).toBe("public, max-age=1");
    expect(await (await door.send("GET", `/catalogue/events/${door.eventId}`)).json()).toEqual(published());
    expect((await door.send("GET", `/catalogue/events/${door.otherEventId}`)).status).toBe(404);
  });

  it.each(["limit=0", "limit=5000", "from=now", "sort=x", "text=a&text=b", "offset=-1", "text=%00"])(
    "refuses %s, and asks nobody",
    async (query) => {
      const answer = await door.send("GET", `/catalogue/events?${query}`);
      expect([answer.status, asked()]).toEqual([422, []]);
    },
  );
});

describe("the page of an event", () => {
  const path = () => `/events/${door.eventId}`;

  it("says what it is, where, when, for how much, and how many places are left", async () => {
    const { text } = await page(path());
    expect(text).toContain("An evening &lt;with&gt; music");
    expect(text).toContain("Unter den Linden 7, Berlin");
    expect(text).toContain("First &lt;b&gt;line&lt;/b&gt;\nsecond line");
    expect(text).toMatch(/Stalls &amp; boxes<\/th>\s*<td>\$77\.50/u);
    expect(text).toMatch(/Guests<\/th>\s*<td>Free of charge/u);
    expect(text).toContain("fee of $2.50");
    expect(text).toContain(`/catalogue/events/${door.eventId}/calendar.ics`);
    expect(text).toMatch(/<dd>10<\/dd>/u);
  });

  it("is there without the office, for whoever wants to buy", async () => {
    door.office = () => new Response(null, { status: 503 });
    const { status, text } = await page(path());
    expect([status, text.includes(`href="${path()}/tickets"`)]).toEqual([200, true]);
  });

  it("leads into the line while people wait there, and says for how long", async () => {
    expect((await page(path())).text).toContain("Get tickets");
    door.pass(2_000);
    door.room.status = {
      ...door.room.status,
      nextNumber: 500 as QueueNumber,
      callsPerMinuteSlow: 50,
      callsPerMinuteFast: 100,
    };
    const { text } = await page(path());
    expect(text).toContain("Join the line");
    expect(text).toMatch(/about \d+ min/u);
  });

  it.each([
    ["not open yet", { saleStartsAtMs: Date.UTC(2027, 5, 2, 8) }, "The sale starts Wed, June 2, 2027", true],
    ["paused", { state: "paused" }, "paused for a moment", true],
    ["closed", { state: "closed" }, "The sale is closed", false],
    ["over", { state: "closed", startsAtMs: Date.UTC(2027, 4, 1) }, "This event is over", false],
  ])("says when its sale is %s", async (_name, change, words, leadsOn) => {
    door.seats.saleCard = { ...door.seats.saleCard, ...change } as never;
    const { text } = await page(path());
    expect(text).toContain(words);
    expect(text.includes(`${path()}/tickets`)).toBe(leadsOn);
  });

  it(`weighs at most ${EVENT_PAGE_BYTES_MAX} bytes, compressed, with a long description`, async () => {
    const words = Array.from({ length: 700 }, (_, index) => `word${(index * 7_919) % 9_973}`).join(" ");
    door.office = () => Response.json({ ...published(), description: words.slice(0, 5_000) });
    const { text } = await page(path());
    expect(text).toContain(words.slice(0, 100));
    expect(gzipSync(text).byteLength).toBeLessThanOrEqual(EVENT_PAGE_BYTES_MAX);
  });
});

describe("the language", () => {
  it("is what was chosen, and stays chosen", async () => {
    const chosen = await page("/?text=x&lang=fr");
    expect(chosen.text).toContain('<html lang="fr">');
    const cookie = chosen.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-foyer-language=fr; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/u);
    expect((await page("/", { cookie: cookie.split(";")[0] ?? "" })).text).toContain('<html lang="fr">');
    expect(chosen.text).toContain('href="/?text=x&amp;lang=de"'); // what was searched for stays
    expect(asked()[0]?.searchParams.has("lang")).toBe(false);
  });

  it.each(["xx", "constructor", "en,de", "%22"])("is the browser's when %s is chosen", async (lang) => {
    const { text, headers } = await page(`/?lang=${lang}`, { "accept-language": "it" });
    expect(text).toContain('<html lang="it">');
    expect(headers.get("set-cookie")).toBeNull();
    expect((await page("/", { cookie: `__Host-foyer-language=${lang}`, "accept-language": "it" })).text).toContain(
      'lang="it"',
    );
  });
});
