/**
 * A seating chart: sections of rows of seats, areas without seats, categories and focal points.
 *
 * A chart is immutable and known by the hash of its canonical form; importers turn public formats into it.
 * Coordinates share one plane in chart units, y pointing down; one unit has no fixed length.
 */
import type { CategoryKey, SeatId } from "../brand.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Category {
  readonly key: CategoryKey;
  readonly label: string;
  /** `#rrggbb` */
  readonly color: string;
}

/** A part of the venue with a focal point of its own, for instance a finish line. */
export interface Zone {
  readonly key: string;
  readonly label: string;
  readonly focalPoint?: Point;
}

export interface Seat extends Point {
  /** Unique in the chart: `[section-]row-seat`. */
  readonly id: SeatId;
  readonly label: string;
  readonly category: CategoryKey;
  readonly accessible?: true;
  readonly companion?: true;
  readonly restrictedView?: true;
}

/** Seats in walking order; neighbours in the list are neighbours in the row. */
export interface Row {
  readonly label: string;
  readonly seats: readonly Seat[];
}

export interface Section {
  /** Empty for rows that stand in no section. */
  readonly label: string;
  readonly zone?: string;
  readonly outline?: readonly Point[];
  readonly entrance?: string;
  readonly rows: readonly Row[];
}

/** General admission: places without numbers, up to a capacity. */
export interface Area {
  readonly id: SeatId;
  readonly label: string;
  readonly category: CategoryKey;
  readonly capacity: number;
  readonly zone?: string;
  readonly outline: readonly Point[];
}

export interface Chart {
  readonly name: string;
  readonly categories: readonly Category[];
  readonly zones: readonly Zone[];
  /** Where everybody looks: a stage, a pitch. Zones may have their own. */
  readonly focalPoint?: Point;
  readonly sections: readonly Section[];
  readonly areas: readonly Area[];
}

/** Bounds of one chart; the allocator's memory and the snapshot's size follow from them. */
export const CHART_LIMITS = {
  /** 2 bits a seat: 25 kB of snapshot. */
  seatsMax: 100_000,
  areasMax: 200,
  areaCapacityMax: 200_000,
  sectionsMax: 2_000,
  rowsPerSectionMax: 1_000,
  categoriesMax: 50,
  zonesMax: 50,
  labelLengthMax: 100,
} as const;

/** Every seat of a chart in its fixed order: the index of a seat in snapshots is its place in this sequence. */
export function* seatsOf(chart: Chart): Generator<Seat> {
  for (const section of chart.sections) for (const row of section.rows) yield* row.seats;
}

/** Places that a chart can sell: its seats and the capacities of its areas. */
export function capacityOf(chart: Chart): number {
  let capacity = chart.areas.reduce((sum, area) => sum + area.capacity, 0);
  for (const section of chart.sections) for (const row of section.rows) capacity += row.seats.length;
  return capacity;
}
