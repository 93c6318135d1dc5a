/** A visit from the first join to the end, through the object's RPC. */
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { admitted, claim, evict, join, joinMany, newRoom, testClock } from "./room-under-test.ts";

it("lets a visitor straight in while nobody waits and a slot is free", async () => {
  testClock();
  const { room } = await newRoom();
  const ticket = await join(room());
  expect(ticket.number).toBe(0);
  expect(ticket.outcome).toMatchObject({ status: { servingCounter: 1, nextNumber: 1, phase: "idle" } });
  const { session, again } = await admitted(room(), ticket);
  expect(again).toBe(false);
  expect(session).toMatchObject({ visitorId: ticket.visitorId, renewed: false });
  expect(session.expiresAtMs - session.admittedAtMs).toBe(600_000);
});

it("gives the same admission when the same ticket asks again, and none after the visit is over (W3)", async () => {
  testClock();
  const { room } = await newRoom();
  const ticket = await join(room());
  const first = await admitted(room(), ticket);
  expect(await claim(room(), ticket)).toEqual({ ...first, again: true });
  await evict(room());
  expect(await claim(room(), ticket)).toEqual({ ...first, again: true });
  await room().end(first.session.sessionId, "left");
  expect(await claim(room(), ticket)).toEqual({ kind: "already_used" });
  await evict(room());
  expect(await claim(room(), ticket)).toEqual({ kind: "already_used" });
});

it("calls the next in the order of arrival as soon as somebody leaves (W5, W8)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const [first, second, third] = await joinMany(room(), 3);
  const { session } = await admitted(room(), first);
  expect(await claim(room(), second)).toMatchObject({ kind: "not_your_turn", servingCounter: 1 });
  clock.advance(60_000);
  expect((await room().observe(-1))?.status.servingCounter).toBe(1);
  await room().end(session.sessionId, "bought"); // in the very moment of that look
  expect((await room().observe(-1))?.status.servingCounter).toBe(2);
  expect(await claim(room(), third)).toMatchObject({ kind: "not_your_turn" });
  expect(await claim(room(), second)).toMatchObject({ kind: "admitted" });
});

it("remembers a visit for whoever helps the visitor, across a crash, and nobody else's", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const [first, second] = await joinMany(room(), 2);
  const { session } = await admitted(room(), first);
  await admitted(room(), second);
  const insideAtMs = clock.nowMs();
  clock.advance(30_000);
  await room().end(session.sessionId, "bought");
  await evict(room());
  expect(await room().visitAt(first.visitorId, insideAtMs)).toEqual({
    number: 0,
    admittedAtMs: session.admittedAtMs,
    expiresAtMs: session.expiresAtMs,
    endedAtMs: insideAtMs + 30_000,
    endReason: "bought",
  });
  expect(await room().visitAt(second.visitorId, insideAtMs)).toMatchObject({ number: 1 });
  expect(await room().visitAt(first.visitorId, millis(session.admittedAtMs - 1))).toBeUndefined();
  expect(await room().visitAt(first.visitorId, session.expiresAtMs)).toBeUndefined();
});
