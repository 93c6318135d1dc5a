/** S4: what was acknowledged survives the loss of the object, in every state that a reservation can be in. */
import { describe, expect, it } from "vitest";
import type { Reservation, SeatTotals } from "../../../core/contract/seat-allocator.ts";
import { SeatAllocator } from "../../../durable-objects/seat-allocator/object.ts";
import { FLOOR } from "../../core/seating/charts.ts";
import {
  crash,
  held,
  hold,
  inside,
  MINUTE_MS,
  newEvent,
  paying,
  seats,
  sold,
  testClock,
  visitor,
  type AllocatorStub,
  type TestClock,
} from "./event-under-test.ts";

describe("an allocator that lost its memory", () => {
  it("still holds, charges and has sold what it said", async () => {
    testClock();
    const { event } = await newEvent();
    const kept = await held(event(), seats("S-A-1", "S-A-2"));
    const inPayment = await held(event(), seats("S-B-1", "S-B-2"));
    const attempt = await paying(event(), inPayment);
    const bought = await held(event(), seats("B-A-1"));
    await sold(event(), bought, "pi_bought");
    const givenBack = await held(event(), seats("B-A-3"));
    await event().release(givenBack.reservationId, givenBack.holder);
    const before = await event().totals();

    await crash(event());

    expect(await event().totals()).toEqual(before);
    expect(await event().reservation(kept.reservationId)).toEqual(kept);
    expect(await event().reservation(inPayment.reservationId)).toMatchObject({ state: "paying", attempt });
    expect(await event().reservation(bought.reservationId)).toMatchObject({ state: "sold", paymentRef: "pi_bought" });
    expect(await event().reservation(givenBack.reservationId)).toMatchObject({ state: "released" });
    expect(await hold(event(), seats("S-A-1", "S-B-1", "B-A-1", "B-A-2"))).toMatchObject({
      kind: "refused",
      reason: "seats_unavailable",
      conflicts: [
        { seatId: "S-A-1", why: "held" },
        { seatId: "S-B-1", why: "paying" },
        { seatId: "B-A-1", why: "sold" },
      ],
    });
    expect(await event().commit(inPayment.reservationId, attempt, "pi_2")).toMatchObject({ kind: "sold" });
  });

  it("gives the same answer to the same request, and refuses its key for another", async () => {
    testClock();
    const { event } = await newEvent();
    const again = { holder: visitor(), requestId: "press-twice" };
    const first = await held(event(), seats("S-A-1", "S-A-2"), again);
    await crash(event());
    expect(await hold(event(), seats("S-A-1", "S-A-2"), again)).toEqual({
      kind: "held",
      reservation: first,
      replayed: true,
    });
    expect(await hold(event(), seats("S-A-3"), again)).toMatchObject({ reason: "idempotency_mismatch" });
  });

  it("begins at its last checkpoint, and reads only what came after it", async () => {
    const { event, clock, before, kept, released } = await eventWithCheckpoint();
    // Were this entry read again, it would break the fold.
    await inside(event(), (_instance, { storage: { sql } }) => {
      sql.exec("UPDATE journal SET body = '{}' WHERE lsn = 2");
    });
    await crash(event());
    expect(await event().totals()).toEqual(before);
    expect(await event().reservation(kept.reservationId)).toEqual(kept);
    expect(await event().reservation(released.reservationId)).toMatchObject({ state: "released" });
    const { holder } = kept;
    expect(await hold(event(), { kind: "best", quantity: 7 }, { holder })).toMatchObject({ reason: "limit_reached" });
    expect(await event().sold(0, 10)).toMatchObject([{ settled: false }]);
    clock.advance(6 * MINUTE_MS);
    expect(await event().totals()).toMatchObject({ held: 0, sold: 2 });
  });

  it("begins at its checkpoint as it stood: paused, its clock stopped, its terms fixed, at the version it showed", async () => {
    testClock();
    const { entriesPerCheckpoint } = SeatAllocator;
    SeatAllocator.entriesPerCheckpoint = 5;
    const { event, setup } = await newEvent();
    await sold(event(), await held(event(), seats("S-A-1")));
    await event().setSaleState("paused", "tester");
    await event().stopClock("the payment provider does not answer");
    SeatAllocator.entriesPerCheckpoint = entriesPerCheckpoint;
    const [card, picture] = [await event().card(), await event().seats()];
    expect(card).toMatchObject({ state: "paused", clockStoppedBecause: "the payment provider does not answer" });
    await crash(event());
    expect(await event().card()).toEqual(card);
    expect(await event().seats()).toEqual(picture);
    expect(await event().openSale({ ...setup, title: "Other" })).toMatchObject({ reason: "sale_fixed" });
  });

  it("throws a checkpoint away that is of a journal that went another way", async () => {
    const { event, before } = await eventWithCheckpoint();
    await inside(event(), (_instance, { storage: { sql } }) => {
      sql.exec(
        `UPDATE checkpoint SET text = replace(replace(text, '"hash":"', '"hash":"f'), '"seats":"3', '"seats":"0')`,
      );
    });
    await crash(event());
    expect(await event().totals()).toEqual(before);
  });
});

/** A hold, a release, a sale: a checkpoint after the sixth entry, and one more after it. */
async function eventWithCheckpoint(): Promise<{
  event: () => AllocatorStub;
  clock: TestClock;
  before: SeatTotals | undefined;
  kept: Reservation;
  released: Reservation;
}> {
  const clock = testClock();
  const { entriesPerCheckpoint } = SeatAllocator;
  SeatAllocator.entriesPerCheckpoint = 6;
  const { event } = await newEvent();
  const kept = await held(event(), { kind: "area", area: FLOOR, quantity: 2 });
  const released = await held(event(), seats("S-B-1"));
  await event().release(released.reservationId, released.holder);
  await sold(event(), await held(event(), seats("S-A-1", "S-A-2")));
  await held(event(), seats("S-B-2"));
  SeatAllocator.entriesPerCheckpoint = entriesPerCheckpoint;
  const pieces = await inside(event(), (_instance, { storage: { sql } }) =>
    sql.exec<{ text: string }>("SELECT text FROM checkpoint").toArray(),
  );
  expect(pieces).toHaveLength(1);
  return { event, clock, before: await event().totals(), kept, released };
}
