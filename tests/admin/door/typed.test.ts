/** What stewards type with cold fingers is understood, and nothing else is taken for a ticket. */
import { describe, expect, it } from "vitest";
import { readTyped } from "../../../admin/src/door/typed.ts";

describe("what a steward types", () => {
  it.each([
    ["K7M2Q-8PN4T-1", "K7M2Q-8PN4T-1"],
    ["k7m2q8pn4t-12", "K7M2Q-8PN4T-12"],
    [" k7m2q - 8pn4t ", "K7M2Q-8PN4T"],
    ["K7M2Q8PN4T", "K7M2Q-8PN4T"],
    ["OIL2Q-UPN4T-1", "0112Q-VPN4T-1"], // letters that no reference has
  ])("%s is the number %s", (text, number) => {
    expect(readTyped(text)).toEqual({ kind: "number", number });
  });

  it("may be a whole code, as a hand scanner types it", () => {
    expect(readTyped(" eyJh.eyJi\n.c2ln ")).toEqual({ kind: "code", code: "eyJh.eyJi.c2ln" });
  });

  it.each([
    "",
    "what?",
    "K7M2Q",
    "K7M2Q-8PN4T-",
    "K7M2Q-8PN4T-0",
    "K7M2Q-8PN4T-1000",
    "a.b",
    "ada@example.org",
    "ＫK7M2Q8PN4",
  ])("%j is neither", (text) => {
    expect(readTyped(text)).toEqual({ kind: "neither" });
  });
});
