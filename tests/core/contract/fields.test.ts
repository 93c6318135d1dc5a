/** The small schemas let nothing through that a later part could not spell or store. */
import { describe, expect, it } from "vitest";
import { instant, line, text } from "../../../core/contract/fields.ts";

describe("a point in time", () => {
  it.each(["0100-01-01T00:00:00Z", "2027-06-01T10:00:00+02:00", "9999-12-31T23:59:59.999Z"])("takes %s", (time) => {
    expect(instant.safeParse(time).success).toBe(true);
  });

  it.each([
    "0000-01-01T00:00:00Z", // Postgres has no year 0
    "0099-12-31T23:59:59Z", // what Postgres writes, JavaScript reads as 1999
    "0100-01-01T00:00:00+01:00", // the offset leads into it
    "9999-12-31T23:59:59-23:59", // JavaScript writes +010000
    "2027-02-30T00:00:00Z",
    "2027-01-01T00:00:00",
  ])("refuses %s, which the database could not be told", (time) => {
    expect(instant.safeParse(time).success).toBe(false);
  });
});

describe("text that people type", () => {
  it.each(["a\u0000b", "a\u001bb", "a\u007fb", "a\u0085b", "a\u009bb", "a\ud800b", "a\u202eb"])(
    "refuses what forges lines, drives terminals or cannot be stored: %j",
    (typed) => {
      expect(line(10).safeParse(typed).success).toBe(false);
      expect(text(10).safeParse(typed).success).toBe(false);
    },
  );

  it("takes every script, and lines only where there may be several", () => {
    expect(line(20).parse(" Ōsaka 大阪 🎟️ ")).toBe("Ōsaka 大阪 🎟️");
    expect(text(20).safeParse("one\ntwo").success).toBe(true);
    expect(line(20).safeParse("one\ntwo").success).toBe(false);
    expect(line(20).safeParse("one\u2028two").success).toBe(false);
  });
});
