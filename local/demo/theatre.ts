/**
 * A chart of our own making: a small theatre with curved rows, a balcony, places for wheelchairs and a standing gallery.
 *
 * Rows are arcs around the stage, cut by two aisles into left, centre and right.
 */
import type { CategoryKey, SeatId } from "../../core/brand.ts";
import type { Chart, Point, Row, Seat, Section } from "../../core/seating/chart.ts";

const SEAT_PITCH = 24;
const ROW_PITCH = 34;
const FIRST_RADIUS = 330;
const HALF_SPAN = Math.PI / 3.6;
const AISLE = 44;
const BLOCKS = ["Left", "Centre", "Right"] as const;

interface Tier {
  readonly prefix: string;
  readonly rows: readonly string[];
  readonly radius: number;
  readonly category: (rowIndex: number) => CategoryKey;
  /** Index of the row whose aisle seats are places for wheelchairs. */
  readonly accessibleRow?: number;
}

const PREMIUM = "premium" as CategoryKey;
const STALLS = "stalls" as CategoryKey;
const BALCONY = "balcony" as CategoryKey;
const GALLERY = "gallery" as CategoryKey;

const TIERS: readonly Tier[] = [
  {
    prefix: "Stalls",
    rows: "ABCDEFGHJKLMNP".split(""),
    radius: FIRST_RADIUS,
    category: (row) => (row < 5 ? PREMIUM : STALLS),
    accessibleRow: 13,
  },
  { prefix: "Balcony", rows: "ABCDEF".split(""), radius: FIRST_RADIUS + 16.5 * ROW_PITCH, category: () => BALCONY },
];

export function theatreChart(): Chart {
  return {
    name: "Linden Theatre",
    categories: [
      { key: PREMIUM, label: "Premium stalls", color: "#b5651d" },
      { key: STALLS, label: "Stalls", color: "#2f6f9f" },
      { key: BALCONY, label: "Balcony", color: "#4b8b5a" },
      { key: GALLERY, label: "Standing gallery", color: "#8a5a9e" },
    ],
    zones: [],
    // the front edge of the stage: of seats equally far from its middle, those in the centre are better
    focalPoint: { x: 0, y: 180 },
    sections: TIERS.flatMap((tier) => BLOCKS.map((block, index) => section(tier, block, index))),
    areas: [
      {
        id: "Gallery" as SeatId,
        label: "Standing gallery",
        category: GALLERY,
        capacity: 120,
        outline: arcOutline(FIRST_RADIUS + 23.5 * ROW_PITCH, FIRST_RADIUS + 26 * ROW_PITCH),
      },
    ],
  };
}

function section(tier: Tier, block: (typeof BLOCKS)[number], blockIndex: number): Section {
  const label = `${tier.prefix} ${block}`;
  return { label, rows: tier.rows.map((rowLabel, rowIndex) => row(tier, label, rowLabel, rowIndex, blockIndex)) };
}

function row(tier: Tier, section: string, label: string, rowIndex: number, blockIndex: number): Row {
  const radius = tier.radius + rowIndex * ROW_PITCH;
  const aisleAngle = AISLE / radius;
  const span = (2 * HALF_SPAN - 2 * aisleAngle) / 3;
  const from = -HALF_SPAN + blockIndex * (span + aisleAngle);
  const count = Math.floor((span * radius) / SEAT_PITCH) + 1;
  const margin = (span - ((count - 1) * SEAT_PITCH) / radius) / 2;
  const seats: Seat[] = Array.from({ length: count }, (_, index) => {
    const atAisle = tier.accessibleRow === rowIndex && blockIndex === 1 && (index < 2 || index >= count - 2);
    return {
      id: `${section}-${label}-${index + 1}` as SeatId,
      label: String(index + 1),
      category: tier.category(rowIndex),
      ...onArc(radius, from + margin + (index * SEAT_PITCH) / radius),
      ...(atAisle ? { accessible: true as const } : {}),
    };
  });
  return { label, seats };
}

function arcOutline(inner: number, outer: number): Point[] {
  const steps = Array.from({ length: 13 }, (_, index) => -HALF_SPAN + (index / 12) * 2 * HALF_SPAN);
  return [...steps.map((angle) => onArc(inner, angle)), ...steps.toReversed().map((angle) => onArc(outer, angle))];
}

function onArc(radius: number, angle: number): Point {
  return { x: round(radius * Math.sin(angle)), y: round(radius * Math.cos(angle)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
