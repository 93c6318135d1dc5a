/** W8 and W12: free slots are offered at once; turns that are missed, and turns that cannot be used. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { Millis } from "../../../core/brand.ts";
import { admitted, claim, crash, join, joinMany, newRoom, settled, testClock } from "./room-under-test.ts";

it("offers a slot whose visit ran out within a second, while nobody asks (W8)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const [first, second] = await joinMany(room(), 2);
  await admitted(room(), first);
  clock.advance(600_000);
  // Only the room's own loop runs now: the counter is read from storage, not by asking the room.
  expect(await settled(room(), "SELECT serving_counter AS value FROM line", 2)).toBe(2);
  expect(await claim(room(), second)).toMatchObject({ kind: "admitted" });
});

it("goes on calling by its alarm after it was evicted and nobody asks (W8, W6)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const [first] = await joinMany(room(), 2);
  const { session } = await admitted(room(), first);
  clock.advance(1_000);
  await room().observe(-1);
  const rings = await runInDurableObject(room(), (_, { storage }) => storage.getAlarm());
  expect(rings).toBeLessThanOrEqual(clock.nowMs() + 10_000);
  await crash();
  clock.advance(session.expiresAtMs - clock.nowMs());
  expect(await runDurableObjectAlarm(room())).toBe(true);
  expect(await settled(room(), "SELECT serving_counter >= 2 AS value FROM line", 1)).toBe(1);
});

it("parks a place that missed its turn, calls it again, and lets it expire the second time (W12)", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const [late, later] = await joinMany(room(), 2);
  clock.advance(300_000);
  expect(await room().picture()).toMatchObject({ parked: 2, calledUnclaimed: 0, missedTotal: 2 });
  await crash();
  expect(await claim(room(), late)).toEqual({ kind: "turn_missed", next: "parked" });
  expect(await room().picture()).toMatchObject({ parked: 1, calledUnclaimed: 1, missedTotal: 2 });
  expect(await claim(room(), late)).toMatchObject({ kind: "admitted" });

  expect(await claim(room(), later)).toEqual({ kind: "turn_missed", next: "parked" });
  await crash();
  clock.advance(299_999);
  await crash();
  clock.advance(1);
  expect(await claim(room(), later)).toEqual({ kind: "turn_missed", next: "expired" });
  await crash();
  expect(await claim(room(), later)).toEqual({ kind: "turn_missed", next: "expired" });
});

it("calls a parked place again by itself, before anybody new, and forgets it after that", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const ticket = await join(room());
  clock.advance(300_000);
  expect(await room().picture()).toMatchObject({ parked: 1, calledUnclaimed: 0 });
  clock.advance(300_000);
  expect(await room().picture()).toMatchObject({ parked: 0, calledUnclaimed: 1 });
  clock.advance(300_000);
  expect(await room().picture()).toMatchObject({ parked: 0, calledUnclaimed: 0, missedTotal: 2 });
  expect(await claim(room(), ticket)).toEqual({ kind: "turn_missed", next: "expired" });
});

it("lets no turn run out at the door of a full house, across crashes (W6, W12)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 2, claimWindowMs: 20_000 as Millis });
  const [first, second] = await joinMany(room(), 2);
  await admitted(room(), first);
  await room().configure({ actor: "o", change: { totalActiveUsers: 1 } }); // the second was called already
  for (let knock = 0; knock < 20; knock++) {
    expect(await claim(room(), second)).toMatchObject({ kind: "not_your_turn", servingCounter: 2 });
    if (knock === 10) await crash();
    clock.advance(9_000);
  }
  await room().configure({ actor: "o", change: { totalActiveUsers: 2 } });
  expect(await claim(room(), second)).toMatchObject({ kind: "admitted" });
});

it("keeps the turn of whoever knocked once and came back after a crash within the window", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 2, claimWindowMs: 20_000 as Millis });
  const [first, second] = await joinMany(room(), 2);
  await admitted(room(), first);
  await room().configure({ actor: "o", change: { totalActiveUsers: 1 } });
  clock.advance(15_000);
  expect(await claim(room(), second)).toMatchObject({ kind: "not_your_turn" });
  clock.advance(15_000); // past the window of the call, within that of the knock
  await join(room()); // a sweep of what has run out
  await crash();
  await room().configure({ actor: "o", change: { totalActiveUsers: 2 } });
  expect(await claim(room(), second)).toMatchObject({ kind: "admitted" });
});

it("lets no turn run out during a pause, and gives the whole window again after it", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const [first, second] = await joinMany(room(), 2);
  await room().configure({ actor: "o", change: { paused: true } });
  clock.advance(1_000_000);
  expect(await claim(room(), first)).toMatchObject({ kind: "not_your_turn", servingCounter: 2 });
  await room().configure({ actor: "o", change: { paused: false } });
  expect(await claim(room(), first)).toMatchObject({ kind: "admitted" });
  clock.advance(299_000);
  await crash();
  expect(await claim(room(), second)).toMatchObject({ kind: "admitted" });
});

it("lets no second turn run out during a pause either", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const ticket = await join(room());
  clock.advance(300_000);
  expect(await claim(room(), ticket)).toEqual({ kind: "turn_missed", next: "parked" });
  await room().configure({ actor: "o", change: { paused: true } });
  clock.advance(1_000_000);
  await room().configure({ actor: "o", change: { paused: false } });
  clock.advance(299_000);
  await crash();
  expect(await claim(room(), ticket)).toMatchObject({ kind: "admitted" });
});

it("gives a higher number no slot that somebody lower stands at the door for (W5)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 3 });
  const [inside, lower, higher] = await joinMany(room(), 3);
  const { session } = await admitted(room(), inside);
  await room().configure({ actor: "o", change: { totalActiveUsers: 1 } });
  expect(await claim(room(), lower)).toMatchObject({ kind: "not_your_turn" });
  clock.advance(500);
  await room().end(session.sessionId, "left");
  expect(await claim(room(), higher)).toMatchObject({ kind: "not_your_turn" });
  expect(await claim(room(), lower)).toMatchObject({ kind: "admitted" });
});
