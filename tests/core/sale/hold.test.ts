/** What a hold is refused with before anybody looks at seats. */
import { expect, it } from "vitest";
import { millis, type SeatId, type VisitorId } from "../../../core/brand.ts";
import { seatsOf } from "../../../core/seating/chart.ts";
import { theatre } from "../seating/charts.ts";
import { newDesk, ROOM, START_MS, TERMS } from "./desk.ts";

it("says that it is the length of a hold that is wrong, and holds for exactly as long as the event allows", () => {
  const chart = theatre();
  const { sale } = newDesk(chart);
  const [first] = seatsOf(chart);
  const hold = (minutes: number) =>
    sale.hold(
      {
        requestId: `${minutes}`,
        fingerprint: "f",
        holder: "7c9e6679-7425-40de-944b-e07fc1f90ae7" as VisitorId,
        roomId: ROOM,
        choice: { kind: "seats", seatIds: [first?.id ?? ("" as SeatId)] },
        holdMs: millis(minutes * 60_000),
      },
      START_MS,
    );
  const { holdMinutes } = TERMS.limits;
  expect(hold(holdMinutes + 1)).toMatchObject({ kind: "refused", reason: "validation_failed", wrong: "holdMs" });
  expect(hold(holdMinutes)).toMatchObject({ kind: "held" });
});
