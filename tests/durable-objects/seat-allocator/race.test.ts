/** S1, S3 and S8 when everybody comes at once: one owner a seat, one reservation a key, no limit split over requests. */
import { describe, expect, it } from "vitest";
import { HELD_AT_ONCE_MAX, type HoldOutcome, type Reservation } from "../../../core/contract/seat-allocator.ts";
import { FLOOR } from "../../core/seating/charts.ts";
import { crash, hold, holdRequest, inside, newEvent, paying, seats, testClock, visitor } from "./event-under-test.ts";

const CROWD = 50;

function heldOf(outcomes: readonly HoldOutcome[]): Reservation[] {
  return outcomes.flatMap((outcome) => (outcome.kind === "held" ? [outcome.reservation] : []));
}

async function atOnce<Value>(count: number, call: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

describe("an event that everybody wants at once", () => {
  it("gives the same two seats to exactly one of fifty", async () => {
    testClock();
    const { event } = await newEvent();
    const outcomes = await atOnce(CROWD, async (index) =>
      hold(event(), index % 2 === 0 ? seats("S-A-1", "S-A-2") : seats("S-A-2", "S-A-3")),
    );
    expect(heldOf(outcomes)).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.kind === "refused") expect(outcome.reason).toBe("seats_unavailable");
    await crash(event());
    expect(await event().totals()).toMatchObject({ held: 2 });
  });

  it("never refuses a free seat, and never sells one twice, when all take what is best", async () => {
    testClock();
    const { event } = await newEvent();
    const outcomes = await atOnce(CROWD, async () => hold(event(), { kind: "best", quantity: 2 }));
    const given = heldOf(outcomes).flatMap(({ places }) => places.map(({ seatId }) => seatId));
    // 43 seats are for sale to anybody: 47 without the house seat and the three for wheelchairs and companions.
    expect(given).toHaveLength(42);
    expect(new Set(given).size).toBe(42);
  });

  it("answers those who came in one call each as if they had come alone, and keeps it all over a crash", async () => {
    testClock();
    const { event } = await newEvent();
    const wishes = [seats("S-A-1", "S-A-2"), seats("S-A-2", "S-A-3"), seats("S-A-3", "S-A-4"), seats("S-Z-9")];
    const requests = wishes.map((wish) => holdRequest(wish));
    const outcomes = await event().holdAll(requests);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["held", "refused", "held", "refused"]);
    expect(outcomes[1]).toMatchObject({ conflicts: [{ seatId: "S-A-2", why: "held" }] });
    await crash(event());
    expect(await event().totals()).toMatchObject({ held: 4 });
    const again = await event().holdAll(requests.slice(0, 1));
    expect(again[0]).toMatchObject({ kind: "held", replayed: true, reservation: heldOf(outcomes)[0] });
    const tooMany = Array.from({ length: HELD_AT_ONCE_MAX + 1 }, () => holdRequest({ kind: "best", quantity: 1 }));
    await inside(event(), (allocator) => expect(allocator.holdAll(tooMany)).rejects.toThrow("too many"));
    expect(await event().totals()).toMatchObject({ held: 4 });
  });

  it("fills an area to its last place and no further", async () => {
    testClock();
    const { event } = await newEvent();
    const outcomes = await atOnce(CROWD, async () => hold(event(), { kind: "area", area: FLOOR, quantity: 3 }));
    expect(heldOf(outcomes)).toHaveLength(6);
    expect(await hold(event(), { kind: "area", area: FLOOR, quantity: 3 })).toMatchObject({
      reason: "seats_unavailable",
      conflicts: [{ seatId: FLOOR, why: "full" }],
    });
    expect(await hold(event(), { kind: "area", area: FLOOR, quantity: 2 })).toMatchObject({ kind: "held" });
  });

  it("makes one reservation of one request that was sent fifty times", async () => {
    testClock();
    const { event } = await newEvent();
    const again = { holder: visitor(), requestId: "once" };
    const outcomes = await atOnce(CROWD, async () => hold(event(), { kind: "best", quantity: 2 }, again));
    expect(new Set(heldOf(outcomes).map(({ reservationId }) => reservationId)).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome.kind === "held" && !outcome.replayed)).toHaveLength(1);
    expect(await event().totals()).toMatchObject({ held: 2 });
  });

  it("counts a holder's places over all requests that are under way", async () => {
    testClock();
    const { event } = await newEvent();
    const holder = visitor();
    const outcomes = await atOnce(20, async () => hold(event(), { kind: "best", quantity: 3 }, { holder }));
    expect(heldOf(outcomes)).toHaveLength(2); // 8 places at most
    expect(outcomes.filter((outcome) => outcome.kind === "refused" && outcome.reason === "limit_reached")).toHaveLength(
      18,
    );
  });

  it("begins one payment and completes one order, however often both are asked for", async () => {
    testClock();
    const { event } = await newEvent();
    const outcome = await hold(event(), seats("S-A-1", "S-A-2"));
    if (outcome.kind !== "held") throw new Error(outcome.reason);
    const { reservation } = outcome;
    const attempts = await atOnce(10, async () => paying(event(), reservation));
    expect(new Set(attempts)).toEqual(new Set([1]));
    const other = await event().beginPayment({
      reservationId: reservation.reservationId,
      holder: reservation.holder,
      amount: reservation.quote.total,
      fingerprint: "another card",
    });
    expect(other).toMatchObject({ reason: "already_paying" });
    const commits = await atOnce(10, async (index) =>
      event().commit(reservation.reservationId, 1, index < 5 ? "pi_a" : "pi_b"),
    );
    expect(commits.filter(({ kind }) => kind === "sold")).toHaveLength(5);
    expect(await event().sold(0, 10)).toHaveLength(1);
  });
});
