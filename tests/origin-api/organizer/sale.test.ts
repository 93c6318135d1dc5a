/**
 * Moving a sale: the books first, then the objects are told the whole; again when something broke in between; and
 * nothing is told that the books do not say.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SaleSetup } from "../../../core/contract/seat-allocator.ts";
import { draftEvent, found, openDesk, sqlOf, type Desk } from "./desk.ts";

let desk: Desk;
let cookie: string;
let ids: Awaited<ReturnType<typeof draftEvent>>;

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
});
afterAll(() => desk.stop());
beforeEach(async () => {
  await desk.stop();
  desk = await openDesk();
  cookie = await found(desk, "olga");
  ids = await draftEvent(desk, cookie, { room: { total_active_users: 42, session_duration: 90 } });
});

const act = (name: string, json?: object) =>
  desk.call<{ state: string; code: string }>(`/api/events/${ids.eventId}/${name}`, {
    method: "POST",
    cookie,
    ...(json === undefined ? {} : { json }),
  });
const told = () =>
  desk.told.map(({ object, name, method }) => `${object} ${method} ${name === ids.roomId ? "room" : "event"}`);
const actions = async () =>
  (
    await sqlOf(desk, "SELECT action FROM audit_entries WHERE subject = $1 ORDER BY sequence", [`event:${ids.eventId}`])
  ).map(({ action }) => action);
const lastArgs = (method: string) => desk.told.findLast((call) => call.method === method)?.args;

describe("publishing", () => {
  it("opens a room and hands the sale over with everything that is fixed", async () => {
    expect((await act("publish")).body.state).toBe("scheduled");
    const [setup] = (lastArgs("openSale") ?? []) as [SaleSetup];
    expect(setup).toMatchObject({
      eventId: ids.eventId,
      roomId: ids.roomId,
      title: "An evening",
      venue: "Hall",
      prices: {
        currency: "USD",
        priceByCategory: { Parkett: 4_950, Loge: 12_000 },
        feePerPlace: 225,
        taxBasisPoints: 1_900,
      },
      limits: { placesPerHolder: 10, holdMinutes: 10, orphanRule: true },
      saleStartsAtMs: Date.parse("2026-01-01T10:00:00Z"),
    });
    expect(setup.chart.sections[0]?.rows).toHaveLength(2);
    expect(setup.chartHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(lastArgs("create")?.[0]).toMatchObject({
      roomId: ids.roomId,
      eventIds: [ids.eventId],
      totalActiveUsers: 42,
      sessionDurationMs: 90_000,
      claimWindowMs: 300_000,
      paused: false,
    });
    expect(await actions()).toEqual(["event.created", "event.published"]);
  });

  it("answers the same to all who press at once, and is one act in the log", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => act("publish")));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.state}`))).toEqual(new Set(["200 scheduled"]));
    expect(await actions()).toEqual(["event.created", "event.published"]);
  });

  it("is refused without a price, after the sale's end, and of what was closed", async () => {
    await desk.call(`/api/events/${ids.eventId}`, { method: "PATCH", cookie, json: { categories: [] } });
    expect((await act("publish")).status).toBe(409);
    ids = await draftEvent(desk, cookie, { saleEndsAt: "2026-02-01T00:00:00Z" });
    expect((await act("publish")).status).toBe(409);
    expect(desk.told).toEqual([]);
    expect(await actions()).toEqual(["event.created"]);
  });
});

describe("opening, pausing, resuming, closing", () => {
  it("tell allocator and room the new state, with the message for the queue, each act once in the log", async () => {
    await act("publish");
    for (const [name, state, sale, paused] of [
      ["open", "open", "open", false],
      ["pause", "paused", "paused", true],
      ["resume", "open", "open", false],
      ["close", "closed", "closed", false],
    ] as const) {
      desk.told.length = 0;
      expect((await act(name, { message: `We ${name} now.` })).body.state).toBe(state);
      expect(told()).toEqual(["allocator setSaleState event", "room configure room"]);
      expect(lastArgs("setSaleState")?.[0]).toBe(sale);
      expect(lastArgs("configure")?.[0]).toMatchObject({
        actor: expect.stringMatching(/^user:/u),
        message: `We ${name} now.`,
        change: { paused, totalActiveUsers: 42, ...(name === "close" ? { eventEndAtMs: expect.any(Number) } : {}) },
      });
    }
    expect(await actions()).toEqual([
      "event.created",
      "event.published",
      "event.opened",
      "event.paused",
      "event.resumed",
      "event.closed",
    ]);
  });

  it("are refused from states that they do not lead from, and change nothing", async () => {
    for (const name of ["open", "pause", "resume", "close"]) expect((await act(name)).body.code).toBe("conflict");
    await act("publish");
    await act("close");
    for (const name of ["publish", "open", "pause", "resume"]) expect((await act(name)).body.code).toBe("conflict");
    expect(await actions()).toEqual(["event.created", "event.published", "event.closed"]);
  });

  it("happen once, whoever presses at the same time", async () => {
    await act("publish");
    // so that every call finds a connection of its own open, and they do run side by side
    await Promise.all(Array.from({ length: 10 }, () => desk.call("/api/me", { cookie })));
    const pressed = await Promise.all(Array.from({ length: 10 }, () => act("open")));
    expect(pressed.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(await actions()).toEqual(["event.created", "event.published", "event.opened"]);
  });
});

describe("a crash between the books and an object", () => {
  it("answers 503 and is healed by calling again, with one entry in the log", async () => {
    const { openSale } = desk.objects.allocator;
    desk.objects.allocator["openSale"] = () => {
      throw new Error("the object was restarted");
    };
    const broken = await act("publish");
    expect([broken.status, broken.body.code]).toEqual([503, "unavailable"]);
    expect((await desk.call(`/api/events/${ids.eventId}`, { cookie })).body["state"]).toBe("scheduled");
    Object.assign(desk.objects.allocator, { openSale });
    desk.told.length = 0;
    expect((await act("publish")).body.state).toBe("scheduled");
    expect(told()).toEqual(["allocator openSale event", "room configure room", "room create room"]);
    expect(await actions()).toEqual(["event.created", "event.published"]);
  });

  it("never lets an object be told what the books did not take", async () => {
    desk.database.setOutage("down");
    const call = { cookie, method: "POST" };
    expect((await desk.call(`/api/events/${ids.eventId}/publish`, call)).status).toBe(503);
    desk.database.setOutage("none");
    expect(desk.told).toEqual([]);
  });

  it("tells the later of two acts last", async () => {
    await act("publish");
    await act("open");
    const { setSaleState } = desk.objects.allocator;
    // while the pause is on its way to the allocator, somebody resumes
    desk.objects.allocator["setSaleState"] = async (...args) => {
      Object.assign(desk.objects.allocator, { setSaleState });
      await act("resume");
      return setSaleState?.(...args);
    };
    await act("pause");
    expect(lastArgs("setSaleState")?.[0]).toBe("open");
    expect(lastArgs("configure")?.[0]).toMatchObject({ change: { paused: false } });
  });
});

describe("the room", () => {
  const patch = (json: object) => desk.call(`/api/events/${ids.eventId}/room`, { method: "PATCH", cookie, json });

  it("is changed in the books first, then told the whole with the message; a time can be taken away", async () => {
    await act("publish");
    await patch({ event_start_time: "2090-01-01T00:00:00Z", total_active_users: 7, message: "Fewer at once." });
    expect(lastArgs("configure")?.[0]).toMatchObject({
      message: "Fewer at once.",
      change: { totalActiveUsers: 7, eventStartAtMs: Date.parse("2090-01-01T00:00:00Z"), sessionDurationMs: 90_000 },
    });
    const answered = await patch({ event_start_time: null });
    expect(answered.body).toMatchObject({ total_active_users: 7, event_start_time: null });
    // strict: the member is there, and says that there is no such time any more
    expect(lastArgs("configure")?.[0]).toHaveProperty("change.eventStartAtMs", undefined);
    expect(await actions()).toEqual(["event.created", "event.published", "room.changed", "room.changed"]);
  });

  it("of a draft is only written down, and has no picture yet", async () => {
    expect((await patch({ total_active_users: 9 })).body["total_active_users"]).toBe(9);
    expect((await desk.call(`/api/events/${ids.eventId}/room`, { cookie })).status).toBe(409);
    expect(desk.told.map(({ method }) => method)).toEqual(["picture"]);
  });

  it("refuses what is out of bounds, field by field", async () => {
    for (const json of [{ total_active_users: -1 }, { new_users_per_minute: 1.5 }, { paused: true }, { message: "" }]) {
      expect((await patch(json)).status).toBe(422);
    }
  });
});

describe("blocked seats", () => {
  const block = (json: object) =>
    desk.call<{ code: string; conflicts: unknown }>(`/api/events/${ids.eventId}/blocks`, { cookie, json });
  const body = { action: "block", seatIds: ["1-1", "1-2"], reason: "House seats" };

  it("are told to the allocator after the log knows, and a refusal is in the log too", async () => {
    expect((await block(body)).status).toBe(409);
    await act("publish");
    desk.objects.allocator["block"] = () => ({ kind: "done", seatIds: ["1-1", "1-2"] });
    expect((await block(body)).body).toMatchObject({ action: "block", seatIds: ["1-1", "1-2"] });
    expect(lastArgs("block")?.[0]).toMatchObject({ seatIds: ["1-1", "1-2"], reason: "House seats" });
    desk.objects.allocator["block"] = () => ({
      kind: "refused",
      reason: "seats_unavailable",
      conflicts: [{ seatId: "1-1", why: "sold" }],
    });
    const refused = await block(body);
    expect([refused.status, refused.body]).toMatchObject([409, { conflicts: [{ seatId: "1-1", why: "sold" }] }]);
    expect((await actions()).slice(2)).toEqual(["seats.block", "seats.block", "seats.block_refused"]);
    expect((await block({ ...body, seatIds: ["1-1", "1-1"] })).status).toBe(422);
  });
});
