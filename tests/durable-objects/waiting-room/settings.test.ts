/** What an operator can set while people wait, and what of it the public reads. */
import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { EventId, Millis, RoomId, VisitorId } from "../../../core/brand.ts";
import { admitted, claim, crash, join, joinMany, newRoom, TEST_SETTINGS, testClock } from "./room-under-test.ts";

it("is created once, and takes settings over when it is created again", async () => {
  testClock();
  const { room, roomId } = await newRoom();
  await joinMany(room(), 2);
  const same = await room().create({ ...TEST_SETTINGS, roomId }, "somebody");
  expect(same.feed).toHaveLength(1);
  expect(same).toMatchObject({ nextNumber: 2, totalActiveUsers: 10 });
  const other = await room().create({ ...TEST_SETTINGS, roomId, totalActiveUsers: 20 }, "somebody");
  expect(other).toMatchObject({ nextNumber: 2, totalActiveUsers: 20 });
  await crash();
  expect((await room().observe(-1))?.status).toMatchObject({ nextNumber: 2, totalActiveUsers: 20 });
});

it("shows what operators did in an append-only feed, with their words, and never who they were", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const openedAtMs = clock.nowMs();
  clock.advance(60_000);
  await room().configure({ actor: "user-4711", change: { newUsersPerMinute: 30 } });
  await room().configure({ actor: "user-4711", change: { paused: true }, message: "Our payment provider is down." });
  await room().configure({ actor: "user-4711", change: { addressLimit: "strict" } });
  await crash();
  await room().configure({ actor: "user-4711", change: { paused: false } });
  const observed = await room().observe(-1);
  expect(observed?.status.feed).toEqual([
    { sequence: 1, atMs: openedAtMs, kind: "opened", message: "The waiting room is open." },
    { sequence: 2, atMs: openedAtMs + 60_000, kind: "rate_changed", message: "New visitors per minute: 6000 → 30." },
    { sequence: 3, atMs: openedAtMs + 60_000, kind: "paused", message: "Our payment provider is down." },
    { sequence: 4, atMs: openedAtMs + 60_000, kind: "resumed", message: "The queue goes on." },
  ]);
  expect(JSON.stringify([observed, await room().picture()])).not.toContain("4711");
  const acts = await runInDurableObject(room(), (_, { storage }) =>
    storage.sql.exec("SELECT actor, feed_sequence FROM acts ORDER BY id").toArray(),
  );
  expect(acts.map((act) => act["feed_sequence"])).toEqual([1, 2, 3, null, 4]);
  expect(acts.filter((act) => act["actor"] === "user-4711")).toHaveLength(4);
});

it("keeps the public feed short", async () => {
  testClock();
  const { room } = await newRoom();
  for (let word = 1; word <= 25; word++) await room().configure({ actor: "o", change: {}, message: `${word}` });
  const sequences = async (): Promise<number[] | undefined> =>
    (await room().observe(-1))?.status.feed.map((entry) => entry.sequence);
  const last20 = Array.from({ length: 20 }, (_, index) => index + 7);
  expect(await sequences()).toEqual(last20);
  await crash();
  expect(await sequences()).toEqual(last20);
});

it("calls more at once when the cap is raised, and nobody while the room is paused", async () => {
  testClock();
  const { room } = await newRoom({ totalActiveUsers: 0 });
  await joinMany(room(), 5);
  await room().configure({ actor: "o", change: { paused: true, totalActiveUsers: 5 } });
  expect((await room().observe(-1))?.status).toMatchObject({ phase: "paused", servingCounter: 0 });
  await room().configure({ actor: "o", change: { paused: false } });
  expect((await room().observe(-1))?.status.servingCounter).toBe(5);
});

it("holds everybody before the opening, and calls in order from then on", async () => {
  const clock = testClock();
  const [prequeueStartAtMs, eventStartAtMs] = [clock.nowMs(), (clock.nowMs() + 600_000) as Millis];
  const { room } = await newRoom({ prequeueStartAtMs, eventStartAtMs });
  const early = await join(room());
  expect(early.outcome).toMatchObject({ status: { phase: "prequeueing", servingCounter: 0, eventStartAtMs } });
  expect(await claim(room(), early)).toMatchObject({ kind: "not_your_turn" });
  clock.advance(599_999);
  await crash();
  expect((await room().observe(-1))?.status.servingCounter).toBe(0);
  clock.advance(250);
  expect((await room().observe(-1))?.status.servingCounter).toBeGreaterThan(0);
  await admitted(room(), early);
});

it("holds everybody new while queue_all is on, and lets those come who were called before", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const called = await join(room());
  await room().configure({ actor: "o", change: { queueAll: true } });
  const held = await join(room());
  clock.advance(60_000);
  expect((await room().observe(-1))?.status).toMatchObject({ phase: "queueing", queueAll: true, servingCounter: 1 });
  expect(await claim(room(), held)).toMatchObject({ kind: "not_your_turn" });
  await admitted(room(), called);
  await room().configure({ actor: "o", change: { queueAll: false } });
  await admitted(room(), held);
});

it("refuses joins under reject, and keeps the places and turns of those who wait", async () => {
  testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const [called, waiting] = await joinMany(room(), 2);
  await room().configure({ actor: "o", change: { queueingMethod: "reject" } });
  expect(await room().join(1)).toEqual({ kind: "refused", reason: "joining_refused" });
  expect(await claim(room(), called)).toMatchObject({ kind: "not_your_turn" });
  await room().configure({ actor: "o", change: { queueingMethod: "fifo" } });
  await admitted(room(), called);
  expect(await claim(room(), waiting)).toMatchObject({ kind: "not_your_turn" });
});

it.each([{ suspended: true }, { queueingMethod: "passthrough" }] as const)(
  "lets everybody pass under %o, each ticket once, and goes on in order afterwards",
  async (open) => {
    const clock = testClock();
    const { room } = await newRoom({ totalActiveUsers: 1 });
    const [first, second, third] = await joinMany(room(), 3);
    await admitted(room(), first);
    await room().configure({ actor: "o", change: open });
    expect((await room().observe(-1))?.status.servingCounter).toBe(1);
    const { session } = await admitted(room(), third);
    await room().end(session.sessionId, "left");
    expect(await claim(room(), third)).toEqual({ kind: "already_used" });
    await room().configure({ actor: "o", change: { suspended: false, queueingMethod: "fifo", totalActiveUsers: 5 } });
    clock.advance(1_000);
    await room().observe(-1);
    await admitted(room(), second);
    await crash();
    expect(await claim(room(), third)).toEqual({ kind: "already_used" });
    expect(await room().picture()).toMatchObject({ calledUnclaimed: 0, parked: 0, admittedTotal: 3 });
  },
);

it("lets nobody in any more after the end, and those inside stay", async () => {
  const clock = testClock();
  const { room } = await newRoom({ eventEndAtMs: (clock.nowMs() + 60_000) as Millis });
  const [inside, called] = await joinMany(room(), 2);
  const before = await admitted(room(), inside);
  clock.advance(60_000);
  expect(await room().join(1)).toEqual({ kind: "refused", reason: "room_ended" });
  expect(await claim(room(), called)).toEqual({ kind: "refused", reason: "room_ended" });
  expect(await claim(room(), inside)).toEqual({ ...before, again: true });
  expect((await room().observe(-1))?.status).toMatchObject({ phase: "ended", inside: 1 });
  await room().configure({ actor: "o", change: { eventEndAtMs: undefined } });
  await admitted(room(), called);
});

it("refuses numbers that were never given out, and a stranger with somebody's number", async () => {
  testClock();
  const { room } = await newRoom();
  const ticket = await join(room());
  await admitted(room(), ticket);
  for (const number of [-1, 0.5, 1, 1e9, Number.NaN])
    expect(await claim(room(), { ...ticket, number: number as typeof ticket.number })).toEqual({
      kind: "refused",
      reason: "unknown_number",
    });
  expect(await claim(room(), { ...ticket, visitorId: "somebody else" as VisitorId })).toEqual({
    kind: "refused",
    reason: "unknown_number",
  });
});

it("shows an operator what is going on", async () => {
  testClock();
  const { room, roomId } = await newRoom({ totalActiveUsers: 2 });
  const [first] = await joinMany(room(), 4);
  await admitted(room(), first);
  expect(await room().picture()).toMatchObject({
    settings: { ...TEST_SETTINGS, roomId: roomId satisfies RoomId, totalActiveUsers: 2 },
    status: {
      inside: 1,
      servingCounter: 2,
      nextNumber: 4,
      eventIds: TEST_SETTINGS.eventIds satisfies readonly EventId[],
    },
    calledUnclaimed: 1,
    parked: 0,
    admittedTotal: 1,
    arrivalsLastMinute: 4,
    admissionsLastMinute: 1,
    missedTotal: 0,
  });
});
