/**
 * What of a chart is drawn, prepared once: seats as flat coordinates by colour, outlines, labels, and the bounds.
 *
 * Flat arrays, because 100,000 seats are walked for every frame while someone pans.
 */
import type { Chart, Point, Seat } from "../../../core/seating/chart.ts";

export interface SeatGroup {
  readonly color: string;
  /** x0, y0, x1, y1, … in chart units. */
  readonly points: Float32Array;
}

export interface Shape {
  readonly points: readonly Point[];
  readonly color: string | undefined;
}

export interface Label extends Point {
  readonly text: string;
}

export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface ChartScene {
  readonly groups: readonly SeatGroup[];
  readonly outlines: readonly Shape[];
  readonly areas: readonly Shape[];
  readonly labels: readonly Label[];
  readonly focalPoints: readonly Point[];
  readonly bounds: Bounds;
  /** Half the usual distance of neighbours, less a gap. */
  readonly seatRadius: number;
}

const FALLBACK_COLOR = "#7a8583";
const SEAT_SHARE = 0.42;
const PADDING_SHARE = 0.03;

/** What a seat looks like, other than by its category; `index` counts seats in walking order. */
export type SeatLook = (seat: Seat, index: number) => string;

/** What stands back: there, but not meant. */
export const FAINT_COLOR = "#7a858348";

/** @param lit when given, only places of this category keep their colour. */
export function sceneOf(chart: Chart, look?: SeatLook, lit?: string): ChartScene {
  const colors = new Map<string, string>(
    chart.categories.map(({ key, color }) => [key, lit === undefined || lit === key ? color : FAINT_COLOR]),
  );
  let walked = 0;
  const byColor = new Map<string, number[]>();
  const labels: Label[] = [];
  const distances: number[] = [];
  const extent: Point[] = [];

  for (const section of chart.sections) {
    const middle = { x: 0, y: 0, seats: 0 };
    for (const row of section.rows) {
      for (const [index, seat] of row.seats.entries()) {
        const color = look?.(seat, walked) ?? colors.get(seat.category) ?? FALLBACK_COLOR;
        walked += 1;
        const points = byColor.get(color) ?? [];
        points.push(seat.x, seat.y);
        byColor.set(color, points);
        extent.push(seat);
        middle.x += seat.x;
        middle.y += seat.y;
        middle.seats += 1;
        const neighbour = row.seats[index + 1];
        if (neighbour !== undefined) distances.push(Math.hypot(neighbour.x - seat.x, neighbour.y - seat.y));
      }
    }
    extent.push(...(section.outline ?? []));
    if (section.label !== "" && middle.seats > 0) {
      labels.push({ text: section.label, x: middle.x / middle.seats, y: middle.y / middle.seats });
    }
  }
  for (const area of chart.areas) {
    extent.push(...area.outline);
    labels.push({ text: area.label, ...middleOf(area.outline) });
  }
  const focalPoints = [chart.focalPoint, ...chart.zones.map((zone) => zone.focalPoint)].filter(
    (point) => point !== undefined,
  );
  extent.push(...focalPoints);

  return {
    groups: [...byColor].map(([color, points]) => ({ color, points: Float32Array.from(points) })),
    outlines: chart.sections.flatMap((section) =>
      section.outline === undefined ? [] : [{ points: section.outline, color: undefined }],
    ),
    areas: chart.areas.map((area) => ({ points: area.outline, color: colors.get(area.category) ?? FALLBACK_COLOR })),
    labels,
    focalPoints,
    bounds: boundsOf(extent),
    seatRadius: medianOf(distances) * SEAT_SHARE,
  };
}

function middleOf(points: readonly Point[]): Point {
  const bounds = boundsOf(points);
  return { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 };
}

function boundsOf(points: readonly Point[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  if (minX > maxX) return { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const padding = Math.max(maxX - minX, maxY - minY, 1) * PADDING_SHARE;
  return { minX: minX - padding, minY: minY - padding, maxX: maxX + padding, maxY: maxY + padding };
}

function medianOf(values: number[]): number {
  if (values.length === 0) return 1;
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
