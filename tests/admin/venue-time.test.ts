/** What an organizer types on the venue's clock is the instant that is sold, whatever summer time does. */
import { describe, expect, it } from "vitest";
import { atVenue, fromVenue } from "../../admin/src/parts/venue-time.ts";

describe("the venue's clock", () => {
  // offsets from the IANA database, written out by hand
  it.each([
    ["2027-06-01T20:00", "Europe/Helsinki", "2027-06-01T17:00:00.000Z"],
    ["2027-01-01T10:00", "Europe/Berlin", "2027-01-01T09:00:00.000Z"],
    ["2027-07-04T19:30", "America/Los_Angeles", "2027-07-05T02:30:00.000Z"],
    ["2027-03-01T00:15", "Asia/Kathmandu", "2027-02-28T18:30:00.000Z"],
    ["2027-01-10T08:00", "Pacific/Kiritimati", "2027-01-09T18:00:00.000Z"],
    ["2027-02-01T12:00", "UTC", "2027-02-01T12:00:00.000Z"],
  ])("%s in %s is %s, and back", (local, timeZone, instant) => {
    expect(fromVenue(local, timeZone)).toBe(instant);
    expect(atVenue(instant, timeZone)).toBe(local);
  });

  it("takes the hour that summer time skips as the hour after it", () => {
    expect(fromVenue("2027-03-28T02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
  });

  it("takes the first of an hour that comes twice", () => {
    expect(fromVenue("2027-10-31T02:30", "Europe/Berlin")).toBe("2027-10-31T00:30:00.000Z");
  });

  it("keeps every quarter of an hour around both changes of the clock", () => {
    for (const day of ["2027-03-28", "2027-10-31"]) {
      for (let quarter = 0; quarter < 96; quarter += 1) {
        const instant = new Date(Date.parse(`${day}T00:00:00Z`) + quarter * 900_000).toISOString();
        const there = atVenue(instant, "Europe/Berlin");
        expect(atVenue(fromVenue(there, "Europe/Berlin"), "Europe/Berlin")).toBe(there);
      }
    }
  });
});
