/** A category may have any name, also one that every object of the language has: without a price it is not for sale. */
import { expect, it } from "vitest";
import { millis, type CategoryKey, type SeatId, type VisitorId } from "../../../core/brand.ts";
import { newDesk, ROOM, START_MS } from "./desk.ts";

it.each(["constructor", "toString", "__proto__"])("sells no seat of a category %s without a price", (name) => {
  const category = name as CategoryKey;
  const desk = newDesk({
    name: "Hall",
    categories: [{ key: category, label: "Odd", color: "#336699" }],
    zones: [],
    sections: [
      { label: "", rows: [{ label: "A", seats: [{ id: "A-1" as SeatId, label: "1", category, x: 0, y: 0 }] }] },
    ],
    areas: [],
  });
  const held = desk.sale.hold(
    {
      requestId: "r",
      fingerprint: "f",
      holder: "22222222-2222-4222-8222-222222222222" as VisitorId,
      roomId: ROOM,
      choice: { kind: "seats", seatIds: ["A-1" as SeatId] },
      holdMs: millis(60_000),
    },
    START_MS,
  );
  expect(held).toMatchObject({ kind: "refused", conflicts: [{ seatId: "A-1", why: "not_for_sale" }] });
  expect(desk.rows).toHaveLength(1);
});
