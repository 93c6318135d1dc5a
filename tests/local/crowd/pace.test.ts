// Buyers who vanish must not make a crowd wait for their holds after everything else is sold.

import { describe, expect, it } from "vitest";
import { holdRunsOutInTime } from "../../../local/crowd/pace.ts";

describe("a hold that nobody gives back", () => {
  it("runs out in time while the sale goes on for longer than it lasts", () => {
    expect(holdRunsOutInTime({ seconds: 20, seatsSold: 1_000, seatsLeft: 3_501 })).toBe(true);
    expect(holdRunsOutInTime({ seconds: 20, seatsSold: 1_000, seatsLeft: 3_500 })).toBe(false);
  });

  it("is not risked before the pace is known, nor when nothing is left", () => {
    expect(holdRunsOutInTime({ seconds: 9, seatsSold: 1, seatsLeft: 100_000 })).toBe(false);
    expect(holdRunsOutInTime({ seconds: 60, seatsSold: 0, seatsLeft: 0 })).toBe(false);
  });
});
