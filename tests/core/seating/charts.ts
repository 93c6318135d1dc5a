/** Charts for tests: a small theatre, and a stadium of any size. */
import type { CategoryKey, SeatId } from "../../../core/brand.ts";
import type { Chart, Row, Seat, Section } from "../../../core/seating/chart.ts";

export const STALLS = "stalls" as CategoryKey;
export const BALCONY = "balcony" as CategoryKey;
export const FLOOR = "floor" as SeatId;
/** Has no price in the tests' price list. */
export const HOUSE = "house" as CategoryKey;

const CATEGORIES: Chart["categories"] = [
  { key: STALLS, label: "Stalls", color: "#112233" },
  { key: BALCONY, label: "Balcony", color: "#445566" },
  { key: HOUSE, label: "House", color: "#778899" },
];

/** A row in letters, a seat each: `s` stalls, `b` balcony, `h` house, `A` accessible, `C` companion (both stalls). */
export function rowOf(section: string, label: string, seats: string, y: number): Row {
  return {
    label,
    seats: Array.from(seats, (kind, index): Seat => {
      const id = `${section}-${label}-${index + 1}` as SeatId;
      const category = kind === "b" ? BALCONY : kind === "h" ? HOUSE : STALLS;
      const place = { id, label: String(index + 1), category, x: index * 10 - (seats.length - 1) * 5, y };
      const marks = kind === "A" ? { accessible: true as const } : kind === "C" ? { companion: true as const } : {};
      return { ...place, ...marks };
    }),
  };
}

export function chartOf(sections: readonly Section[], more: Partial<Chart> = {}): Chart {
  return {
    name: "Test",
    categories: CATEGORIES,
    zones: [],
    focalPoint: { x: 0, y: 0 },
    sections,
    areas: [],
    ...more,
  };
}

/** Two sections of three rows, one house seat, two accessible places, a floor of `floorCapacity`. */
export function theatre(floorCapacity = 20): Chart {
  return chartOf(
    [
      {
        label: "S",
        zone: "front",
        rows: ["ssssssssss", "ssssssssss", "AACsssssssh"].map((seats, row) =>
          rowOf("S", "ABC".charAt(row), seats, 20 + row * 10),
        ),
      },
      {
        label: "B",
        rows: ["bbbbbbbb", "bbbbbbbb"].map((seats, row) => rowOf("B", "AB".charAt(row), seats, 80 + row * 10)),
      },
    ],
    {
      zones: [{ key: "front", label: "Front", focalPoint: { x: 5, y: 0 } }],
      areas: [{ id: FLOOR, label: "Floor", category: STALLS, capacity: floorCapacity, outline: [] }],
    },
  );
}

/** Seats around a pitch, `perRow` a row; sections of 20 rows in two zones. */
export function stadium(seatCount: number, perRow = 26): Chart {
  const sections: Section[] = [];
  let left = seatCount;
  for (let index = 0; left > 0; index += 1) {
    const angle = index * 0.7;
    const rows: Row[] = [];
    for (let row = 0; row < 20 && left > 0; row += 1) {
      const length = Math.min(perRow, left);
      left -= length;
      rows.push({
        label: String(row + 1),
        seats: Array.from({ length }, (_, seat): Seat => {
          const radius = 500 + row * 9 + Math.floor(index / 9) * 200;
          const turn = angle + (seat - perRow / 2) * 0.01;
          return {
            id: `${index + 1}-${row + 1}-${seat + 1}` as SeatId,
            label: String(seat + 1),
            category: index % 2 === 0 ? STALLS : BALCONY,
            x: Math.round(radius * Math.cos(turn) * 100) / 100,
            y: Math.round(radius * Math.sin(turn) * 100) / 100,
          };
        }),
      });
    }
    sections.push({ label: String(index + 1), zone: index % 2 === 0 ? "north" : "south", rows });
  }
  return chartOf(sections, {
    zones: [
      { key: "north", label: "North", focalPoint: { x: 0, y: -50 } },
      { key: "south", label: "South" },
    ],
  });
}
