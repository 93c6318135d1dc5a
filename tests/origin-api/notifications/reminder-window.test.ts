// People are reminded the day before, by the clocks where the event is, also when these change in between. The oracle
// asks Intl for the wall clock and shares no arithmetic with the rule.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FURTHEST_MS, NEAREST_MS, reminderWindow } from "../../../origin-api/notifications/reminder-window.ts";

const HOUR_MS = 3_600_000;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Pacific/Apia"];

const dayOf = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(atMs);
const timeOf = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "medium" }).format(atMs);
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

describe("the window of a reminder", () => {
  it("begins the day before where the event is, 23 to 25 hours ahead, and lasts six hours", () => {
    const start = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) });
    fc.assert(
      fc.property(start, fc.constantFrom(...ZONES), (startsAtMs, timeZone) => {
        const { fromMs, untilMs } = reminderWindow(startsAtMs, timeZone);
        expect(dayOf(fromMs, timeZone)).toBe(dayBefore(dayOf(startsAtMs, timeZone)));
        const aheadMs = startsAtMs - fromMs;
        expect(aheadMs).toBeGreaterThanOrEqual(23 * HOUR_MS);
        expect(aheadMs).toBeLessThanOrEqual(25 * HOUR_MS);
        expect(untilMs - fromMs).toBe(6 * HOUR_MS);
        expect(untilMs).toBeLessThan(startsAtMs);
        // what the store looks for holds every window whole
        expect(aheadMs).toBeLessThanOrEqual(FURTHEST_MS);
        expect(startsAtMs - untilMs).toBeGreaterThanOrEqual(NEAREST_MS);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["Europe/Berlin", "2027-03-28T18:00:00Z", "2027-03-27", "20:00:00"], // clocks went forward in the night before
    ["Europe/Berlin", "2027-10-31T22:30:00Z", "2027-10-30", "23:30:00"], // a day of 25 hours
    ["America/New_York", "2027-11-08T00:00:00Z", "2027-11-06", "19:00:00"],
    ["Australia/Lord_Howe", "2027-10-03T08:00:00Z", "2027-10-02", "19:00:00"], // by half an hour
    ["UTC", "2028-03-01T20:00:00Z", "2028-02-29", "20:00:00"],
  ])("in %s for %s is at the same time on the clock the day before", (zone, startsAt, day, time) => {
    const { fromMs } = reminderWindow(Date.parse(startsAt), zone);
    expect([dayOf(fromMs, zone), timeOf(fromMs, zone)]).toEqual([day, time]);
  });
});
