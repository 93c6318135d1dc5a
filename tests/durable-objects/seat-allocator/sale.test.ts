/** The event as a whole: opening, the window, the public picture, blocked and revoked seats, and a disk that fails. */
import { describe, expect, it, vi } from "vitest";
import type { MinorUnits, RoomId, SeatId } from "../../../core/brand.ts";
import { verifyJournal, type JournalRow } from "../../../core/sale/journal.ts";
import { sha256Hex } from "../../../durable-objects/seat-allocator/keyed-hash.ts";
import { canonicalChart } from "../../../core/seating/canonical-chart.ts";
import { SeatStates } from "../../../core/seating/seat-states.ts";
import { FLOOR, stadium, theatre } from "../../core/seating/charts.ts";
import {
  crash,
  held,
  hold,
  inside,
  newEvent,
  paying,
  ROOM,
  seats,
  sold,
  testClock,
  visitor,
  type AllocatorStub,
} from "./event-under-test.ts";

async function journalOf(event: AllocatorStub): Promise<JournalRow[]> {
  return inside(event, (_instance, state) =>
    state.storage.sql
      .exec<Record<string, string | number | null>>("SELECT * FROM journal ORDER BY lsn")
      .toArray()
      .map((row) => ({ ...row, atMs: row["at_ms"] }) as unknown as JournalRow),
  );
}

describe("opening a sale", () => {
  it("may be repeated, and changed until somebody has a seat", async () => {
    testClock();
    const { event, setup } = await newEvent();
    expect(await event().openSale(setup)).toMatchObject({ kind: "ready" });
    expect(await event().totals()).toMatchObject({ lsn: 1 });
    await event().block({ seatIds: ["S-A-1" as SeatId], reason: "sponsor", actor: "tester" });
    await event().setSaleState("paused", "tester");
    const dearer = { ...setup, prices: { ...setup.prices, feePerPlace: 200 as MinorUnits } };
    expect(await event().openSale(dearer)).toMatchObject({ kind: "ready", card: { state: "paused" } });
    expect(await event().totals()).toMatchObject({ blocked: 1 });
    await event().setSaleState("open", "tester");
    const reservation = await held(event(), seats("S-A-2"));
    expect(reservation.quote.fees).toBe(200);
    await crash(event());
    expect(await event().openSale(setup)).toEqual({ kind: "refused", reason: "sale_fixed" });
    expect(await event().openSale(dearer)).toMatchObject({ kind: "ready" });
  });

  it("stays fixed once something was sold, though all of it was given back", async () => {
    testClock();
    const { event, setup } = await newEvent();
    const reservation = await held(event(), seats("S-A-1"));
    await sold(event(), reservation);
    await event().revoke({ orderId: reservation.reservationId, refundRef: "re_1", to: "free" });
    expect(await event().openSale({ ...setup, title: "Other" })).toMatchObject({ reason: "sale_fixed" });
  });

  it("stores charts larger than a row, and serves them by their hash alone", async () => {
    testClock();
    const chart = { ...stadium(30_000), name: "Großes Stadion 🏟️" };
    const { event, setup } = await newEvent({ chart, chartHash: sha256Hex(canonicalChart(chart)) });
    await crash(event());
    const text = await event().chart(setup.chartHash);
    expect(JSON.parse(text ?? "")).toEqual(chart);
    expect(sha256Hex(text ?? "")).toBe(setup.chartHash);
    expect(await event().chart("0".repeat(64))).toBeUndefined();
  });
});

describe("the sale window", () => {
  it("is judged by the clock, at the hold and at the payment", async () => {
    const clock = testClock();
    const start = clock.nowMs();
    const { event } = await newEvent({ saleEndsAtMs: (start + 600_000) as typeof start });
    const other = await newEvent({ saleStartsAtMs: (start + 60_000) as typeof start });
    expect(await hold(other.event(), seats("S-A-1"))).toMatchObject({ reason: "sale_closed" });
    expect(await other.event().card()).toMatchObject({ state: "scheduled" });
    const reservation = await held(event(), seats("S-A-1"), { holdMs: 900_000 });
    const inPayment = await held(event(), seats("S-A-2"), { holdMs: 900_000 });
    const attempt = await paying(event(), inPayment);
    clock.advance(600_000);
    expect(await hold(other.event(), seats("S-A-1"))).toMatchObject({ kind: "held" });
    expect(await hold(event(), seats("S-A-3"))).toMatchObject({ reason: "sale_closed" });
    const { reservationId, holder, quote } = reservation;
    expect(
      await event().beginPayment({ reservationId, holder, amount: quote.total, fingerprint: "late" }),
    ).toMatchObject({ reason: "sale_closed" });
    expect(await event().commit(inPayment.reservationId, attempt, "pi_1")).toMatchObject({ kind: "sold" });
  });

  it("takes nobody in while paused, from another room, for too long, or for what has no price", async () => {
    testClock();
    const { event } = await newEvent();
    await event().setSaleState("paused", "tester");
    expect(await hold(event(), seats("S-A-1"))).toMatchObject({ reason: "sale_closed" });
    await event().setSaleState("open", "tester");
    const request = {
      requestId: "1",
      fingerprint: "1",
      holder: visitor(),
      roomId: crypto.randomUUID() as RoomId,
      choice: seats("S-A-1"),
      holdMs: 60_000 as never,
    };
    expect(await event().hold(request)).toMatchObject({ reason: "not_found" });
    expect(await event().hold({ ...request, roomId: ROOM, holdMs: 900_001 as never })).toMatchObject({
      reason: "validation_failed",
      detail: "a hold of this event lasts at most 15 minutes",
    });
    expect(await hold(event(), seats("S-C-11", "nowhere"))).toMatchObject({
      conflicts: [
        { seatId: "S-C-11", why: "not_for_sale" },
        { seatId: "nowhere", why: "unknown" },
      ],
    });
  });

  it("refuses to leave a single seat only when the organizer wants it so", async () => {
    testClock();
    const strict = await newEvent({ limits: { placesPerHolder: 8, holdMinutes: 15, orphanRule: true } });
    expect(await hold(strict.event(), seats("S-A-2", "S-A-3"))).toMatchObject({ reason: "would_leave_single_seat" });
    expect(await hold(strict.event(), seats("S-A-1", "S-A-2"))).toMatchObject({ kind: "held" });
    const lax = await newEvent();
    expect(await hold(lax.event(), seats("S-A-2", "S-A-3"))).toMatchObject({ kind: "held" });
  });
});

describe("the public picture", () => {
  it("is a snapshot first, deltas afterwards, and a snapshot again after a gap", async () => {
    testClock();
    const { event, setup } = await newEvent();
    const first = await event().seats();
    expect(first).toMatchObject({
      kind: "snapshot",
      chart: setup.chartHash,
      seatCount: 47,
      areas: { [FLOOR]: 20 },
      seatsLeft: 66,
    });
    const reservation = await held(event(), seats("S-A-1", "S-A-2"));
    const second = await event().seats(first?.version);
    expect(second).toMatchObject({
      kind: "delta",
      seatsLeft: 64,
      changes: expect.arrayContaining([
        [0, 1],
        [1, 1],
      ]),
    });
    // In payment nothing changes for the public.
    const attempt = await paying(event(), reservation);
    expect(await event().seats(second?.version)).toMatchObject({ version: second?.version, changes: [] });
    await event().commit(reservation.reservationId, attempt, "pi_1");
    expect(await event().seats(first?.version)).toMatchObject({
      changes: expect.arrayContaining([
        [0, 2],
        [1, 2],
      ]),
    });
    expect(await event().seats(999_999)).toMatchObject({ kind: "snapshot" });
    await crash(event());
    const snapshot = await event().seats();
    if (snapshot?.kind !== "snapshot") throw new Error("no snapshot");
    const bytes = Uint8Array.from(atob(snapshot.seats), (char) => char.charCodeAt(0));
    expect([...bytes.subarray(0, 2)]).toEqual([0b0000_1010, 0]);
  });
});

describe("seats of the house", () => {
  it("are blocked all or none, never against a holder, and come back", async () => {
    testClock();
    const { event } = await newEvent();
    await held(event(), seats("S-A-1"));
    const request = { reason: "sponsor", actor: "tester", seatIds: ["S-A-1", "S-A-2"] as SeatId[] };
    expect(await event().block(request)).toMatchObject({ conflicts: [{ seatId: "S-A-1", why: "held" }] });
    expect(await event().block({ ...request, seatIds: ["S-A-2"] as SeatId[] })).toMatchObject({ kind: "done" });
    expect(await hold(event(), seats("S-A-2"))).toMatchObject({ conflicts: [{ seatId: "S-A-2", why: "blocked" }] });
    await event().unblock({ ...request, seatIds: ["S-A-2"] as SeatId[] });
    expect(await hold(event(), seats("S-A-2"))).toMatchObject({ kind: "held" });
  });

  it("are given back with a refund, once, and the buyer's limit with them", async () => {
    testClock();
    const { event } = await newEvent();
    const holder = visitor();
    const reservation = await held(event(), { kind: "best", quantity: 8 }, { holder });
    await sold(event(), reservation);
    const [first, second] = reservation.places.map(({ seatId }) => seatId);
    if (first === undefined || second === undefined) throw new Error("too few places");
    expect(await hold(event(), { kind: "best", quantity: 1 }, { holder })).toMatchObject({ reason: "limit_reached" });
    await crash(event());
    const refund = { orderId: reservation.reservationId, refundRef: "re_1", to: "free" as const };
    expect(await event().revoke({ ...refund, seatIds: [first] })).toEqual({ kind: "revoked", seatIds: [first] });
    expect(await event().revoke({ ...refund, seatIds: [first] })).toEqual({ kind: "revoked", seatIds: [first] });
    expect(await event().revoke({ ...refund, refundRef: "re_2", seatIds: [first] })).toMatchObject({
      reason: "not_sold",
    });
    expect(await hold(event(), { kind: "seats", seatIds: [first] }, { holder })).toMatchObject({ kind: "held" });
    const [entry] = await event().sold(0, 10);
    expect(entry?.seatIds).toEqual(reservation.places.slice(1).map(({ seatId }) => seatId));
    await event().revoke({ ...refund, refundRef: "re_3", to: "blocked" });
    expect(await event().reservation(reservation.reservationId)).toMatchObject({ state: "revoked", places: [] });
    expect(await event().totals()).toMatchObject({ sold: 0, blocked: 7, held: 1 });
  });
});

describe("a disk that fails", () => {
  it("leaves nothing acknowledged behind, and the object begins anew from what was written", async () => {
    testClock();
    const { event } = await newEvent();
    await held(event(), seats("S-A-1"));
    await inside(event(), (_instance, state) => {
      state.storage.sql.exec(
        "CREATE TRIGGER broken BEFORE INSERT ON journal WHEN NEW.lsn = 3 BEGIN SELECT raise(ABORT, 'disk full'); END",
      );
    });
    // Who asks in the same moment is shown nothing that a crash undoes.
    const outcomes = await Promise.allSettled([
      hold(event(), seats("S-A-2")),
      hold(event(), seats("S-A-3")),
      event().totals(),
      event().seats(),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(await event().totals()).toMatchObject({ held: 1, lsn: 2 });
    await inside(event(), (_instance, state) => {
      state.storage.sql.exec("DROP TRIGGER broken");
    });
    expect(await hold(event(), seats("S-A-2"))).toMatchObject({ kind: "held" });
  });
});

describe("a decision that contradicts the seats", () => {
  it("is answered to nobody and written nowhere, and the object begins anew from what was written (S2)", async () => {
    testClock();
    const { event } = await newEvent();
    await held(event(), seats("S-A-1"));
    const left = vi.spyOn(SeatStates.prototype, "left").mockReturnValue(99); // a rule that counts wrongly
    try {
      await expect(hold(event(), { kind: "area", area: FLOOR, quantity: 8 })).resolves.toMatchObject({ kind: "held" });
      await expect(hold(event(), { kind: "area", area: FLOOR, quantity: 8 })).resolves.toMatchObject({ kind: "held" });
      await expect(hold(event(), { kind: "area", area: FLOOR, quantity: 8 })).rejects.toThrow();
    } finally {
      left.mockRestore();
    }
    expect(await event().totals()).toMatchObject({ held: 17, lsn: 4 });
    expect(await hold(event(), seats("S-A-2"))).toMatchObject({ kind: "held" });
    await crash(event());
    expect(await event().totals()).toMatchObject({ held: 18, lsn: 5 });
    expect(verifyJournal(await journalOf(event()), sha256Hex)).toBeUndefined();
  });
});

describe("the journal on disk", () => {
  it("is one unbroken chain over opening, holds, payments, crashes and refunds", async () => {
    testClock();
    const { event } = await newEvent({ chart: theatre() });
    const reservation = await held(event(), seats("S-A-1"));
    await crash(event());
    await sold(event(), reservation);
    await event().settle([reservation.reservationId]);
    await crash(event());
    await event().revoke({ orderId: reservation.reservationId, refundRef: "re_1", to: "free" });
    const rows = await journalOf(event());
    expect(rows.map(({ command }) => command)).toEqual(["open", "hold", "begin", "commit", "settle", "revoke"]);
    expect(verifyJournal(rows, sha256Hex)).toBeUndefined();
  });
});
