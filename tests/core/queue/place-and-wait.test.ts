/** What a visitor derives from their number and the public status: place, range of waiting, next question. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { queueNumber } from "../../../core/queue/numbers.ts";
import { placeOf } from "../../../core/queue/place.ts";
import type { RoomStatus } from "../../../core/queue/status.ts";
import { estimateWait } from "../../../core/queue/wait.ts";

const STATUS: RoomStatus = {
  roomId: "r" as RoomStatus["roomId"],
  name: "Room",
  eventIds: [],
  phase: "queueing",
  queueingMethod: "fifo",
  queueAll: false,
  servingCounter: queueNumber(100),
  nextNumber: queueNumber(1_000),
  inside: 300,
  totalActiveUsers: 300,
  newUsersPerMinute: 600,
  sessionDurationMs: millis(600_000),
  callsPerMinuteSlow: 40,
  callsPerMinuteFast: 60,
  addressLimit: "off",
  feed: [],
  asOfMs: millis(0),
};

function waitOf(number: number, change: Partial<RoomStatus> = {}): ReturnType<typeof estimateWait> {
  const status = { ...STATUS, ...change };
  return estimateWait(placeOf(queueNumber(number), status), status);
}

describe("a place", () => {
  it("is next at the serving counter, called below it, and counts those ahead above it", () => {
    expect(placeOf(queueNumber(100), STATUS)).toEqual({ number: 100, position: 1, ahead: 0, called: false });
    expect(placeOf(queueNumber(99), STATUS)).toEqual({ number: 99, position: 0, ahead: 0, called: true });
    expect(placeOf(queueNumber(142), STATUS)).toEqual({ number: 142, position: 43, ahead: 42, called: false });
  });

  it("never gets worse while the counter only grows (W4)", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (number, counter, growth) => {
        const before = placeOf(queueNumber(number), { servingCounter: queueNumber(counter) });
        const after = placeOf(queueNumber(number), { servingCounter: queueNumber(counter + growth) });
        expect(after.position).toBeLessThanOrEqual(before.position);
      }),
    );
  });
});

describe("a wait", () => {
  it("runs from the fast to the slow end of the measured pace", () => {
    expect(waitOf(219)).toEqual({ p50Seconds: 120, p90Seconds: 182, pollAfterSeconds: 6 });
  });

  it("is over for a called place", () => {
    expect(waitOf(3)).toEqual({ p50Seconds: 0, p90Seconds: 0, pollAfterSeconds: 2 });
  });

  it.each([
    ["paused", { phase: "paused" }],
    ["ended", { phase: "ended" }],
    ["held by queue_all", { queueAll: true }],
    ["closed to everybody new", { queueingMethod: "reject" }],
    ["of no slot", { totalActiveUsers: 0 }],
  ] satisfies [string, Partial<RoomStatus>][])("is unknown while the room is %s", (_name, change) => {
    expect(waitOf(219, change)).toMatchObject({ p50Seconds: undefined, p90Seconds: undefined });
  });

  it("includes the time until the opening", () => {
    const { p50Seconds } = waitOf(219, { phase: "prequeueing", eventStartAtMs: millis(3_600_000) });
    expect(p50Seconds).toBe(3_720);
  });

  it("is guessed from the settings before a pace was measured, and then asked about often", () => {
    const { p50Seconds, p90Seconds, pollAfterSeconds } = waitOf(1_100, {
      callsPerMinuteSlow: 0,
      callsPerMinuteFast: 0,
    });
    expect(p50Seconds).toBeGreaterThan(0);
    expect(p90Seconds).toBeGreaterThan(p50Seconds ?? Infinity);
    expect(pollAfterSeconds).toBeLessThanOrEqual(4);
  });

  it("is always a range, and always asked about every 2 to 60 seconds", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (number, slow, factor) => {
          const wait = waitOf(number, { callsPerMinuteSlow: slow, callsPerMinuteFast: slow * factor });
          expect(wait.p90Seconds).toBeGreaterThanOrEqual(wait.p50Seconds ?? Infinity);
          expect(wait.pollAfterSeconds).toBeGreaterThanOrEqual(2);
          expect(wait.pollAfterSeconds).toBeLessThanOrEqual(60);
        },
      ),
    );
  });
});
