/** The stored format, by a golden example, and what happens when storage fails. */
import { runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import type { QueueNumber, QueueTicketId, VisitorId } from "../../../core/brand.ts";
import { Visits } from "../../../core/queue/visits.ts";
import { admitted, claim, crash, join, joinMany, newRoom, testClock, type Ticket } from "./room-under-test.ts";

function ticket(number: number): Ticket {
  return { number: number as QueueNumber, visitorId: `visitor-${number}` as VisitorId, ticketId: "t" as QueueTicketId };
}

it("wakes from what version 1 of the schema stored", async () => {
  const clock = testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const nowMs = clock.nowMs();
  await runInDurableObject(room(), (_, { storage }) => {
    // prettier-ignore
    storage.sql.exec(`
      INSERT OR REPLACE INTO line VALUES (1, 8, 20, 24, 4, 9);
      INSERT INTO visits VALUES (0, 's0', 'visitor-0', ${nowMs - 5_000}, ${nowMs + 595_000}, 0, NULL, NULL);
      INSERT INTO visits VALUES (1, 's1', 'visitor-1', ${nowMs - 4_000}, ${nowMs + 596_000}, 1, ${nowMs - 1_000}, 'bought');
      INSERT INTO visits VALUES (2, 's2', 'visitor-2', ${nowMs - 900_000}, ${nowMs - 300_000}, 0, NULL, NULL);
      INSERT INTO calls VALUES (0, 3, ${nowMs - 20_000}), (3, 8, ${nowMs - 10_000});
      INSERT INTO places VALUES (3, 'parked', 1, ${nowMs - 1_000}), (4, 'called', 2, ${nowMs - 1_000});
      INSERT INTO doubtful VALUES (10, 12);
    `);
  });
  await crash();
  expect(await room().picture()).toMatchObject({
    status: { servingCounter: 8, nextNumber: 24, inside: 1 },
    calledUnclaimed: 4, // 4 to 7; 0 to 2 came, 3 is parked
    parked: 1,
    missedTotal: 9,
    admittedTotal: 3,
    admissionsLastMinute: 2,
  });
  expect(await room().observe(-1)).toMatchObject({ endedSessionIds: ["s1"] });
  expect(await claim(room(), ticket(0))).toMatchObject({ kind: "admitted", again: true, session: { sessionId: "s0" } });
  expect(await claim(room(), ticket(1))).toEqual({ kind: "already_used" });
  expect(await claim(room(), ticket(2))).toEqual({ kind: "already_used" });
  expect(await claim(room(), ticket(3))).toEqual({ kind: "turn_missed", next: "parked" });
  await room().configure({ actor: "o", change: { totalActiveUsers: 6 } });
  expect((await room().observe(-1))?.status.servingCounter).toBeGreaterThanOrEqual(12); // what was in doubt is passed
  expect(await claim(room(), ticket(5))).toMatchObject({ kind: "admitted", again: false });
  expect((await join(room())).number).toBe(24);
});

it("acknowledges nothing that could not be stored, and goes on from what was", async () => {
  testClock();
  const { room } = await newRoom();
  const visitor = await join(room());
  await runInDurableObject(room(), (_, { storage }) => {
    storage.sql.exec("CREATE TRIGGER full BEFORE INSERT ON visits BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  });
  await expect(claim(room(), visitor)).rejects.toThrow();
  await runInDurableObject(room(), (_, { storage }) => void storage.sql.exec("DROP TRIGGER full"));
  expect((await room().observe(-1))?.status.inside).toBe(0);
  expect((await admitted(room(), visitor)).again).toBe(false);
});

it("begins anew when a step breaks half-way, and counts nobody twice or not at all (W1, W4)", async () => {
  testClock();
  const { room } = await newRoom({ totalActiveUsers: 1 });
  const [first, second] = await joinMany(room(), 2);
  const admit = vi.spyOn(Visits.prototype, "admit").mockImplementationOnce(() => {
    throw new Error("a bug");
  });
  await expect(claim(room(), first)).rejects.toThrow();
  admit.mockRestore();
  expect((await room().observe(-1))?.status.inside).toBe(0);
  expect((await admitted(room(), first)).again).toBe(false);
  expect((await room().observe(-1))?.status.inside).toBe(1);
  expect(await claim(room(), second)).toMatchObject({ kind: "not_your_turn" });
});
