/** W4, W6, W7: what a room remembers across evictions and crashes, what it writes, and a clock that steps back. */
import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { RoomId } from "../../../core/brand.ts";
import type { WaitingRoom } from "../../../durable-objects/waiting-room/object.ts";
import {
  admitted,
  claim,
  crash,
  join,
  joinMany,
  newRoom,
  rowsWritten,
  settled,
  testClock,
  theRoom,
} from "./room-under-test.ts";

it("never gives a number twice and never steps back, however often it crashes (W4, W6)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 2 });
  const numbers: number[] = [];
  let counter = 0;
  for (let life = 0; life < 6; life++) {
    for (const ticket of await joinMany(room(), 7)) numbers.push(ticket.number);
    clock.advance(life * 400);
    const status = (await room().observe(-1))?.status;
    expect(status?.servingCounter).toBeGreaterThanOrEqual(counter);
    counter = status?.servingCounter ?? 0;
    await crash();
    expect((await room().observe(-1))?.status.servingCounter).toBe(counter);
  }
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});

it("numbers those who join in one call one after the other, and gives none of their numbers again (W5, W6)", async () => {
  testClock();
  const { room } = await newRoom({ totalActiveUsers: 2 });
  const given: number[] = [];
  for (const count of [3, 1, 500, 2]) {
    const outcome = await room().join(count);
    if (outcome.kind !== "issued") throw new Error("an open room issues numbers");
    for (let index = 0; index < count; index++) given.push(outcome.first + index);
    await crash();
  }
  expect(new Set(given).size).toBe(506);
  expect(given).toEqual(given.toSorted((a, b) => a - b));
  await runInDurableObject(room() as unknown as DurableObjectStub<WaitingRoom>, async (instance) => {
    for (const count of [0, -1, 1.5, 501]) await expect(instance.join(count)).rejects.toThrow("not that many");
  });
});

it("brings everybody who joined to their turn in order, across a crash after every visit (W5, W6)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const tickets = await joinMany(room(), 4);
  clock.advance(1_000); // of the last second before a crash nobody knows the order any more
  await room().observe(-1);
  await crash();
  tickets.push(...(await joinMany(room(), 4)));
  for (const ticket of tickets) {
    clock.advance(2_000);
    await room().observe(-1);
    const { session } = await admitted(room(), ticket);
    const last = tickets.at(-1);
    if (last !== ticket && last !== undefined)
      expect(await claim(room(), last)).toMatchObject({ kind: "not_your_turn" });
    clock.advance(30_000);
    await room().end(session.sessionId, "left");
    await crash();
  }
});

it("writes nothing for a join but one row per block and second, and nothing for being observed (W7)", async () => {
  testClock();
  const { room } = await newRoom({ totalActiveUsers: 0 });
  await join(room());
  expect(await rowsWritten(room(), async () => void (await joinMany(room(), 30)))).toBe(0);
  expect(await rowsWritten(room(), async () => void (await room().observe(-1)))).toBe(0);
});

it("sends the same status while nothing changes", async () => {
  testClock();
  const { room } = await newRoom();
  const first = await room().observe(-1);
  expect(await room().observe(first?.endedVersion ?? -1)).toEqual({ ...first, endedUnchanged: true });
});

it("leaves no trace of a room that does not exist", async () => {
  testClock();
  const ghost = theRoom(crypto.randomUUID() as RoomId);
  expect(await ghost.observe(-1)).toBeUndefined();
  expect(await ghost.picture()).toBeUndefined();
  expect(await ghost.configure({ actor: "o", change: {} })).toEqual({ kind: "refused", reason: "not_found" });
  const ticket = { number: 0, visitorId: "v", ticketId: "t" } as Parameters<typeof claim>[1];
  expect(await ghost.join(1)).toEqual({ kind: "refused", reason: "not_found" });
  expect(await claim(ghost, ticket)).toEqual({ kind: "refused", reason: "not_found" });
  const tables = await runInDurableObject(ghost, (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
  );
  expect(tables).toEqual([]);
});

it("goes on when the clock steps back, by a little and by an hour", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 2 });
  const [first, second, third] = await joinMany(room(), 3);
  const { session } = await admitted(room(), first);
  clock.advance(-700);
  await admitted(room(), second);
  expect((await room().observe(-1))?.status).toMatchObject({ servingCounter: 2, nextNumber: 3, inside: 2 });
  clock.advance(-3_600_000);
  expect((await room().observe(-1))?.status).toMatchObject({ servingCounter: 2, nextNumber: 3, inside: 2 });
  expect(await claim(room(), first)).toMatchObject({ kind: "admitted", again: true });
  await room().end(session.sessionId, "left");
  clock.advance(2_000);
  expect((await join(room())).number).toBe(3);
  expect(await claim(room(), third)).toMatchObject({ kind: "admitted", again: false });
});

it("stores its marks within a second of the last join, so that a quiet room wakes with nothing in doubt", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 0 });
  await joinMany(room(), 5);
  clock.advance(1_000);
  expect(await settled(room(), "SELECT given AS value FROM line", 5)).toBe(5);
  clock.advance(1_000);
  expect(await settled(room(), "SELECT reserved AS value FROM line", 5)).toBe(5);
  await crash();
  expect((await join(room())).number).toBe(5);
});
