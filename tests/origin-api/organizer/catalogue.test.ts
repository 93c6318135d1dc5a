/**
 * Venues, charts and drafts: what is right is kept with its audit row, what is wrong is refused with every field named
 * and leaves nothing behind.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalChart } from "../../../core/seating/canonical-chart.ts";
import { importPretix } from "../../../core/seating/import/pretix.ts";
import { pretixPlan, seatsIoDrawing } from "../../core/seating/import/drawings.ts";
import { draftEvent, eventBodyOf, found, openDesk, sqlOf, type Desk } from "./desk.ts";

interface Refusal {
  readonly code: string;
  readonly errors: { field: string; message: string }[];
}
interface ImportAnswer {
  readonly chart: { id: string; hash: string; capacity: number; seats: number };
  readonly warnings: string[];
}

let desk: Desk;
let cookie: string;
let ids: Awaited<ReturnType<typeof draftEvent>>;

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
  ids = await draftEvent(desk, cookie);
});
afterAll(() => desk.stop());

const count = async (table: string): Promise<unknown> =>
  (await sqlOf(desk, `SELECT count(*)::int AS n FROM ${table}`))[0]?.["n"];
const fields = (refusal: Refusal): string[] => refusal.errors.map(({ field }) => field).toSorted();

describe("charts", () => {
  const importing = (json: object) => desk.call<ImportAnswer>(`/api/venues/${ids.venueId}/charts`, { cookie, json });

  it("are imported from every format, and the same drawing again is the same chart", async () => {
    const made = await importing({ format: "seatsio", name: "Gala", drawing: seatsIoDrawing() });
    expect([made.status, made.body.chart.capacity, made.body.chart.seats]).toEqual([201, 297, 6]);
    expect(made.body.warnings).toHaveLength(1);
    const again = await importing({ format: "seatsio", name: "Gala", drawing: seatsIoDrawing() });
    expect([again.status, again.body.chart.id]).toEqual([200, made.body.chart.id]);
    const { drawing } = (await desk.call<{ drawing: unknown }>(`/api/charts/${made.body.chart.id}`, { cookie })).body;
    const ours = await importing({ format: "foyer", drawing });
    expect([ours.status, ours.body.chart.hash]).toEqual([200, made.body.chart.hash]);
  });

  it("come back byte for byte under the hash of those bytes", async () => {
    const outcome = importPretix(pretixPlan());
    const expected = outcome.ok ? canonicalChart(outcome.chart) : "";
    const { text } = await desk.text(`/api/charts/${ids.chartId}`, { cookie });
    expect(text.endsWith(`,"drawing":${expected}}`)).toBe(true);
  });

  it("are refused whole with all that is wrong, whatever is sent", async () => {
    const before = [await count("charts"), await count("audit_entries")];
    const broken = pretixPlan();
    for (const seat of broken.zones[0]?.rows[0]?.seats ?? [])
      Object.assign(seat, { seat_guid: "same", category: "none" });
    const refused = await desk.call<Refusal>(`/api/venues/${ids.venueId}/charts`, {
      cookie,
      json: { format: "pretix", drawing: broken },
    });
    expect([refused.status, refused.body.code]).toEqual([422, "chart_invalid"]);
    expect(fields(refused.body)).toEqual([
      "/drawing/zones/0/rows/0/seats/0/category",
      "/drawing/zones/0/rows/0/seats/1",
      "/drawing/zones/0/rows/0/seats/1/category",
    ]);
    const others: [number, object][] = [
      [422, { json: { format: "pretix", drawing: Array.from({ length: 300_000 }, () => "xxxxxx") } }],
      [422, { json: { format: "svg", drawing: {} } }],
      [422, { json: { format: "pretix", drawing: pretixPlan(), extra: 1 } }],
      [422, { json: { format: "pretix" } }],
      [422, { raw: `{"format":"foyer","drawing":${"[".repeat(100_000)}${"]".repeat(100_000)}}` }],
      [400, { raw: "[".repeat(100_000) }],
      [400, { raw: "{" }],
      [415, { raw: "{}", headers: { "content-type": "text/plain" } }],
      [413, { raw: "x".repeat(16 * 1_048_576 + 1) }],
    ];
    for (const [status, call] of others) {
      expect((await desk.call(`/api/venues/${ids.venueId}/charts`, { cookie, ...call })).status).toBe(status);
    }
    expect([await count("charts"), await count("audit_entries")]).toEqual(before);
  });
});

describe("bodies of other calls", () => {
  it("end at 64 kB, also when they do not say how long they are", async () => {
    const raw = JSON.stringify({ name: "x".repeat(70_000), timeZone: "UTC" });
    expect((await desk.call("/api/venues", { cookie, raw })).body["code"]).toBe("body_too_large");
  });

  it("are refused with the field that is wrong", async () => {
    const wrong: [object, string][] = [
      [{ name: "a\u0000b", timeZone: "UTC" }, "/name"],
      [{ name: "\ud800", timeZone: "UTC" }, "/name"],
      [{ name: "a", timeZone: "Mars/Olympus" }, "/timeZone"],
      [{ name: "a", timeZone: "UTC", organizationId: "mine" }, "/organizationId"],
      [{ name: "a", timeZone: "UTC", country: "de" }, "/country"],
    ];
    for (const [json, field] of wrong) {
      const { status, body } = await desk.call<Refusal>("/api/venues", { cookie, json });
      expect([status, fields(body)]).toEqual([422, [field]]);
    }
  });
});

describe("drafts", () => {
  it("are read as they were written, in decimal money", async () => {
    const { body } = await desk.call(`/api/events/${ids.eventId}`, { cookie });
    expect(body).toMatchObject({
      state: "draft",
      title: "An evening",
      startsAt: "2090-06-01T18:00:00.000Z",
      fee: { currency: "USD", value: 2.25 },
      taxPercent: 19,
      capacity: 3,
      categories: [
        { key: "Parkett", price: { currency: "USD", value: 49.5 } },
        { key: "Loge", price: { currency: "USD", value: 120 } },
      ],
      limits: { placesPerHolder: 10, holdMinutes: 10, orphanRule: true },
      room: { name: "An evening", total_active_users: 300, queueing_method: "fifo" },
    });
    expect(await sqlOf(desk, "SELECT price_minor::int AS p FROM event_prices ORDER BY position")).toEqual([
      { p: 4_950 },
      { p: 12_000 },
    ]);
  });

  it("are refused with every field that is wrong", async () => {
    const base = eventBodyOf(ids.venueId, ids.chartId);
    const usd = (value: number) => ({ currency: "USD", value });
    const wrong: [object, string[]][] = [
      [{ fee: usd(1.005) }, ["/fee/value"]],
      [{ fee: { currency: "EUR", value: 1 } }, ["/fee/currency"]],
      [{ categories: [{ key: "Balkon", price: usd(1) }] }, ["/categories/0/key"]],
      [
        {
          categories: [
            { key: "Loge", price: usd(1) },
            { key: "Loge", price: usd(2) },
          ],
        },
        ["/categories/1/key"],
      ],
      [{ categories: [{ key: "Loge", price: usd(-1) }] }, ["/categories/0/price/value"]],
      [{ currency: "XXX" }, ["/currency"]],
      [{ currency: "JPY" }, ["/categories/0/price/currency", "/categories/1/price/currency", "/fee/currency"]],
      [{ saleEndsAt: base.saleStartsAt }, ["/saleEndsAt"]],
      [{ startsAt: "tomorrow" }, ["/startsAt"]],
      [{ taxPercent: 7.125 }, ["/taxPercent"]],
      [{ chartId: ids.eventId }, ["/chartId"]],
      [{ limits: { holdMinutes: 61 } }, ["/limits/holdMinutes"]],
      [{ room: { session_duration: 1 } }, ["/room/session_duration"]],
      [{ room: { total_active_users: 10, colour: "red" } }, ["/room/colour"]],
      [{ state: "open" }, ["/state"]],
    ];
    const before = [await count("events"), await count("event_prices"), await count("audit_entries")];
    for (const [more, expected] of wrong) {
      const { status, body } = await desk.call<Refusal>("/api/events", { cookie, json: { ...base, ...more } });
      expect([more, status, fields(body)]).toEqual([more, 422, expected]);
    }
    expect([await count("events"), await count("event_prices"), await count("audit_entries")]).toEqual(before);
  });

  it("change field by field; prices change as a whole, and currency or chart not without them", async () => {
    const patch = (json: object) => desk.call<Refusal>(`/api/events/${ids.eventId}`, { method: "PATCH", cookie, json });
    expect((await patch({ title: "Another evening", taxPercent: 7.5 })).body).toMatchObject({
      title: "Another evening",
      taxPercent: 7.5,
      fee: { value: 2.25 },
    });
    expect(fields((await patch({ currency: "EUR" })).body)).toEqual(["/categories", "/fee"]);
    const euro = { currency: "EUR", value: 80 };
    const changed = await patch({
      currency: "EUR",
      fee: { ...euro, value: 0 },
      categories: [{ key: "Loge", price: euro }],
    });
    expect(changed.body).toMatchObject({
      fee: { currency: "EUR", value: 0 },
      categories: [
        { key: "Parkett", price: null },
        { key: "Loge", price: euro },
      ],
    });
  });

  it("let the second of two who change at once know", async () => {
    const { body } = await desk.call<{ version: number }>(`/api/events/${ids.eventId}`, { cookie });
    const outcomes = await Promise.all(
      ["one", "two", "three"].map((title) =>
        desk.call(`/api/events/${ids.eventId}`, { method: "PATCH", cookie, json: { title, version: body.version } }),
      ),
    );
    expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });
});
