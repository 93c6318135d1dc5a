/** Anybody can ask for any event: one that does not exist is not there, and asking for it stores nothing. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { ReservationId, SeatId } from "../../../core/brand.ts";
import { hold, holdRequest, MINUTE_MS, seats, testClock, visitor, type AllocatorStub } from "./event-under-test.ts";

const reservationId = "0b9e6f5d-2c1a-4f3e-9d8c-1c2b3a495867" as ReservationId;
const block = { seatIds: ["S-A-1" as SeatId], reason: "house", actor: "user:1" };

it("leaves no trace in an event that was never published, whatever is asked of it", async () => {
  testClock();
  const namespace = (env as unknown as { SEAT_ALLOCATOR: DurableObjectNamespace }).SEAT_ALLOCATOR;
  const nowhere = namespace.getByName(crypto.randomUUID()) as unknown as AllocatorStub;
  expect(await nowhere.card()).toBeUndefined();
  expect(await nowhere.seats()).toBeUndefined();
  expect(await nowhere.chart("a".repeat(64))).toBeUndefined();
  expect(await nowhere.totals()).toBeUndefined();
  expect(await nowhere.sold(0, 10)).toEqual([]);
  expect(await nowhere.reservation(reservationId)).toBeUndefined();
  expect(await hold(nowhere, seats("S-A-1"), { holdMs: MINUTE_MS })).toMatchObject({ reason: "not_found" });
  const together = [1, 2].map(() => holdRequest(seats("S-A-1")));
  expect(await nowhere.holdAll(together)).toMatchObject([{ reason: "not_found" }, { reason: "not_found" }]);
  expect(await nowhere.release(reservationId, visitor())).toMatchObject({ reason: "not_found" });
  expect(await nowhere.commit(reservationId, 1, "pi_1")).toMatchObject({ reason: "not_found" });
  expect(await nowhere.block(block)).toMatchObject({ reason: "not_found" });
  expect(await nowhere.setSaleState("open", "user:1")).toMatchObject({ reason: "not_found" });
  await nowhere.stopClock("x");
  await nowhere.settle([reservationId]);
  await runInDurableObject(nowhere, async (_, { storage }) => {
    // the runtime's own tables are not ours
    const tables = storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'",
    );
    expect(tables.toArray()).toEqual([]);
    expect(await storage.getAlarm()).toBeNull();
  });
});
