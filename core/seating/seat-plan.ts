/**
 * A chart as columns: what decisions about seats need, by number instead of by name.
 *
 * Place numbers: the seats of the chart in walking order (`seatsOf`), then its areas. An area's number stands for each
 * of its places. Built once per chart; 100,000 seats take about 15 MB, most of it names.
 */
import type { CategoryKey, SeatId } from "../brand.ts";
import type { Chart, Point, Seat } from "./chart.ts";

export const NO_ZONE = -1;

export interface SeatPlan {
  readonly seatCount: number;
  readonly areaCount: number;
  readonly rowCount: number;
  /** Places that can be sold: seats and the capacities of all areas. */
  readonly capacity: number;
  readonly ids: readonly SeatId[];
  /** What seat or area is called within its row or chart. */
  readonly labels: readonly string[];
  /** Section and row, by row. */
  readonly rowLabels: readonly string[];
  readonly placeById: ReadonlyMap<SeatId, number>;
  readonly categories: readonly CategoryKey[];
  /** Index into `categories`, by place. */
  readonly categoryOf: Uint8Array;
  /** 1: accessible, 2: companion; by seat. */
  readonly needs: Uint8Array;
  readonly rowOf: Uint32Array;
  /** First seat of each row, and one more entry: the end of the last row. */
  readonly rowStart: Uint32Array;
  /** Index into `zones`, or {@link NO_ZONE}; by row. */
  readonly zoneOfRow: Int8Array;
  readonly zones: readonly string[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** To the focal point of the seat's zone, else of the chart; 0 when there is none. */
  readonly distance: Float64Array;
  readonly areaCapacity: Int32Array;
}

export const ACCESSIBLE = 1;
export const COMPANION = 2;

/** @throws RangeError when the chart names a place twice or uses a category that it does not list: importers refuse such charts. */
export function seatPlan(chart: Chart): SeatPlan {
  const rows = chart.sections.flatMap((section) => section.rows.map((row) => ({ section, row })));
  const seatCount = rows.reduce((sum, { row }) => sum + row.seats.length, 0);
  const areaCount = chart.areas.length;
  const categories = chart.categories.map((category) => category.key);
  const zones = chart.zones.map((zone) => zone.key);
  const placeById = new Map<SeatId, number>();
  const plan = {
    seatCount,
    areaCount,
    rowCount: rows.length,
    capacity: seatCount + chart.areas.reduce((sum, area) => sum + area.capacity, 0),
    ids: [] as SeatId[],
    labels: [] as string[],
    rowLabels: rows.map(({ section, row }) => joined(section.label, row.label)),
    placeById,
    categories,
    categoryOf: new Uint8Array(seatCount + areaCount),
    needs: new Uint8Array(seatCount),
    rowOf: new Uint32Array(seatCount),
    rowStart: new Uint32Array(rows.length + 1),
    zoneOfRow: new Int8Array(rows.length),
    zones,
    x: new Float64Array(seatCount),
    y: new Float64Array(seatCount),
    distance: new Float64Array(seatCount),
    areaCapacity: Int32Array.from(chart.areas, (area) => area.capacity),
  };

  const name = (id: SeatId, label: string, category: CategoryKey): number => {
    const place = plan.ids.length;
    const categoryIndex = categories.indexOf(category);
    if (categoryIndex < 0) throw new RangeError(`place ${id} has no category of the chart`);
    if (placeById.has(id)) throw new RangeError(`place ${id} is named twice`);
    placeById.set(id, place);
    plan.ids.push(id);
    plan.labels.push(label);
    plan.categoryOf[place] = categoryIndex;
    return place;
  };

  for (const [rowIndex, { section, row }] of rows.entries()) {
    plan.rowStart[rowIndex] = plan.ids.length;
    plan.zoneOfRow[rowIndex] = section.zone === undefined ? NO_ZONE : zones.indexOf(section.zone);
    const zone = chart.zones.find((candidate) => candidate.key === section.zone);
    const focalPoint = zone?.focalPoint ?? chart.focalPoint;
    for (const seat of row.seats) {
      const place = name(seat.id, seat.label, seat.category);
      plan.rowOf[place] = rowIndex;
      plan.needs[place] = (seat.accessible ? ACCESSIBLE : 0) | (seat.companion ? COMPANION : 0);
      plan.x[place] = seat.x;
      plan.y[place] = seat.y;
      plan.distance[place] = distanceTo(focalPoint, seat);
    }
  }
  plan.rowStart[rows.length] = plan.ids.length;
  for (const area of chart.areas) name(area.id, area.label, area.category);
  return plan;
}

function distanceTo(focalPoint: Point | undefined, seat: Seat): number {
  return focalPoint === undefined ? 0 : Math.hypot(seat.x - focalPoint.x, seat.y - focalPoint.y);
}

/** The id of a place. The number comes from this plan. */
export function idOf(plan: SeatPlan, place: number): SeatId {
  const id = plan.ids[place];
  if (id === undefined) throw new RangeError(`no place ${place}`);
  return id;
}

export function categoryOf(plan: SeatPlan, place: number): CategoryKey {
  const category = plan.categories[plan.categoryOf[place] ?? plan.categories.length];
  if (category === undefined) throw new RangeError(`no place ${place}`);
  return category;
}

/** What a person looks for: `Goal Stand 4 · A · 12`, an area by its own name. */
export function labelOf(plan: SeatPlan, place: number): string {
  const label = plan.labels[place] ?? "";
  return place < plan.seatCount ? joined(plan.rowLabels[plan.rowOf[place] ?? 0] ?? "", label) : label;
}

function joined(...labels: string[]): string {
  return labels.filter((label) => label !== "").join(" · ");
}
