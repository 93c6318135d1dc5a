/** W1 and W2 at the door of a real object: the cap, the rate, and what ended visits open. */
import { expect, it } from "vitest";
import type { SessionId } from "../../../core/brand.ts";
import { admitted, claim, crash, joinMany, newRoom, testClock, type RoomStub, type Ticket } from "./room-under-test.ts";

async function kinds(room: RoomStub, tickets: readonly Ticket[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const ticket of tickets) outcomes.push((await claim(room, ticket)).kind);
  return outcomes;
}

it("lets in as many as there are slots, and the next when a visit's time is up, also right after a crash (W1)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 3 });
  const tickets = await joinMany(room(), 5);
  expect(await kinds(room(), tickets)).toEqual(["admitted", "admitted", "admitted", "not_your_turn", "not_your_turn"]);
  clock.advance(599_999);
  await crash();
  expect((await room().observe(-1))?.status.inside).toBe(3);
  expect(await kinds(room(), tickets.slice(3))).toEqual(["not_your_turn", "not_your_turn"]);
  clock.advance(1);
  expect((await room().observe(-1))?.status.inside).toBe(0);
  clock.advance(1_000);
  expect(await kinds(room(), tickets)).toEqual([
    "already_used",
    "already_used",
    "already_used",
    "admitted",
    "admitted",
  ]);
});

it("lets nobody in after the cap was lowered until the house is below it (W1)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 3 });
  const tickets = await joinMany(room(), 5);
  const sessions: SessionId[] = [];
  for (const ticket of tickets.slice(0, 3)) sessions.push((await admitted(room(), ticket)).session.sessionId);
  await room().configure({ actor: "o", change: { totalActiveUsers: 1 } });
  for (const [left, sessionId] of sessions.entries()) {
    clock.advance(2_000);
    await room().end(sessionId, "left");
    expect(await kinds(room(), tickets.slice(3, 4))).toEqual([left < 2 ? "not_your_turn" : "admitted"]);
  }
});

it("lists a visit that ended until its token has expired, with a version that tells whether the list changed", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const [first, second] = await joinMany(room(), 2);
  const one = await admitted(room(), first);
  const two = await admitted(room(), second);
  const before = await room().observe(-1);
  expect(before).toMatchObject({ endedSessionIds: [], endedUnchanged: false });
  await room().end(one.session.sessionId, "left");
  const after = await room().observe(before?.endedVersion ?? -1);
  expect(after).toMatchObject({ endedSessionIds: [one.session.sessionId], endedUnchanged: false });
  expect(await room().observe(after?.endedVersion ?? -1)).toMatchObject({ endedSessionIds: [], endedUnchanged: true });

  await crash();
  const awake = await room().observe(after?.endedVersion ?? -1);
  expect(awake).toMatchObject({ endedSessionIds: [one.session.sessionId], endedUnchanged: false });
  expect(awake?.endedVersion).toBeGreaterThan(after?.endedVersion ?? Infinity);
  await room().end(two.session.sessionId, "revoked");
  expect((await room().observe(awake?.endedVersion ?? -1))?.endedSessionIds).toHaveLength(2);
  clock.advance(600_000);
  expect((await room().observe(-1))?.endedSessionIds).toEqual([]);
});

it("turns an early claim away with the time at which the rate allows it, keeps the place, and counts on after a crash (W2)", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 100, newUsersPerMinute: 4 });
  const tickets = await joinMany(room(), 6);
  const admissionsMs: number[] = [];
  const from = clock.nowMs();
  while (clock.nowMs() - from < 130_000) {
    if (clock.nowMs() - from === 40_000) await crash();
    for (const ticket of tickets.slice(admissionsMs.length)) {
      const outcome = await claim(room(), ticket);
      if (outcome.kind === "admitted") admissionsMs.push(clock.nowMs());
      else expect(outcome).toMatchObject({ kind: "not_your_turn" });
    }
    clock.advance(1_000);
  }
  expect(admissionsMs).toHaveLength(6);
  for (const last of admissionsMs)
    expect(admissionsMs.filter((atMs) => atMs <= last && atMs >= last - 60_000).length).toBeLessThanOrEqual(4);
});

it("extends a visit once, and none that is over", async () => {
  const clock = testClock();
  const { room } = await newRoom();
  const [ticket] = await joinMany(room(), 1);
  const { session } = await admitted(room(), ticket);
  clock.advance(400_000);
  const renewed = await room().renew(session.sessionId);
  expect(renewed).toEqual({
    kind: "renewed",
    session: { ...session, renewed: true, expiresAtMs: session.admittedAtMs + 1_000_000 },
  });
  clock.advance(200_000); // when it would have expired
  expect((await room().observe(-1))?.status.inside).toBe(1);
  await crash();
  expect(await room().renew(session.sessionId)).toEqual({ kind: "refused", reason: "renewal_used" });
  clock.advance(399_999);
  expect((await room().observe(-1))?.status.inside).toBe(1);
  clock.advance(1);
  expect(await room().renew(session.sessionId)).toEqual({ kind: "refused", reason: "admission_ended" });
  await room().end(session.sessionId, "left"); // idempotent, and no error
});
