/**
 * A chart as the map and the list need it: the columns of the allocator's own plan, and what a picture needs besides.
 * Built once; the chart itself is let go afterwards. Knows nothing of who holds what.
 */
import type { Area, Chart, Point } from "../../../core/seating/chart.ts";
import { seatPlan, type SeatPlan } from "../../../core/seating/seat-plan.ts";
import type { PriceList } from "../../../core/sale/price.ts";

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface SectionSpan {
  readonly label: string;
  readonly firstRow: number;
  /** One past its last row. */
  readonly endRow: number;
  readonly outline: readonly Point[];
  readonly box: Box;
}

/** Where people look: a stage, a finish line. */
export interface Front extends Point {
  /** Empty when the chart has no name for it. */
  readonly label: string;
}

export interface ChartModel {
  readonly plan: SeatPlan;
  readonly sections: readonly SectionSpan[];
  /** A row's own label, without its section's. */
  readonly rowLabels: readonly string[];
  readonly sectionOfRow: Uint16Array;
  readonly areas: readonly Area[];
  readonly fronts: readonly Front[];
  readonly restricted: ReadonlySet<number>;
  /** Minor units by place, −1 for what is not for sale. */
  readonly price: Int32Array;
  readonly bounds: Box;
  /** Between two neighbours of a row, in chart units. */
  readonly pitch: number;
}

const NOT_FOR_SALE = -1;

export function chartModel(chart: Chart, prices: PriceList): ChartModel {
  const plan = seatPlan(chart);
  const { priceByCategory } = prices;
  const priceOf = plan.categories.map((category) =>
    Object.hasOwn(priceByCategory, category) ? (priceByCategory[category] ?? NOT_FOR_SALE) : NOT_FOR_SALE,
  );
  const sectionOfRow = new Uint16Array(plan.rowCount);
  const pitch = typicalPitch(plan);
  let row = 0;
  const sections = chart.sections.map((section, index) => {
    const firstRow = row;
    for (const _ of section.rows) sectionOfRow[row++] = index;
    const seats = boxOfSeats(plan, plan.rowStart[firstRow] ?? 0, plan.rowStart[row] ?? 0);
    return { label: section.label, firstRow, endRow: row, outline: section.outline ?? [], box: seats };
  });
  return {
    plan,
    sections,
    rowLabels: chart.sections.flatMap((section) => section.rows.map(({ label }) => label)),
    sectionOfRow,
    areas: chart.areas,
    fronts: frontsOf(chart),
    restricted: restrictedIn(chart),
    price: Int32Array.from(plan.categoryOf, (category) => priceOf[category] ?? NOT_FOR_SALE),
    bounds: boundsOf(chart, plan, pitch),
    pitch,
  };
}

export function isForSale({ price }: ChartModel, place: number): boolean {
  return (price[place] ?? NOT_FOR_SALE) >= 0;
}

function restrictedIn(chart: Chart): ReadonlySet<number> {
  const restricted = new Set<number>();
  let index = 0;
  for (const section of chart.sections)
    for (const row of section.rows)
      for (const seat of row.seats) {
        if (seat.restrictedView === true) restricted.add(index);
        index += 1;
      }
  return restricted;
}

function frontsOf(chart: Chart): Front[] {
  const zones = chart.zones.flatMap(({ label, focalPoint }) =>
    focalPoint === undefined ? [] : [{ ...focalPoint, label }],
  );
  return zones.length > 0 || chart.focalPoint === undefined ? zones : [{ ...chart.focalPoint, label: "" }];
}

/** Small, so that where rows are dense no seat covers its neighbour. */
function typicalPitch(plan: SeatPlan): number {
  const pitches: number[] = [];
  for (let seat = 1; seat < plan.seatCount; seat += 1) {
    if (plan.rowOf[seat] !== plan.rowOf[seat - 1]) continue;
    const [dx, dy] = [at(plan.x, seat) - at(plan.x, seat - 1), at(plan.y, seat) - at(plan.y, seat - 1)];
    const distance = Math.hypot(dx, dy);
    if (distance > 0) pitches.push(distance);
  }
  pitches.sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 4)] ?? 1;
}

function at(column: Float64Array, index: number): number {
  return column[index] ?? 0;
}

function boxOfSeats(plan: SeatPlan, from: number, to: number): Box {
  const points: Point[] = [];
  for (let seat = from; seat < to; seat += 1) points.push({ x: at(plan.x, seat), y: at(plan.y, seat) });
  return boxAround(points);
}

export function boxAround(points: readonly Point[]): Box {
  let box: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { x, y } of points) {
    box = {
      minX: Math.min(box.minX, x),
      minY: Math.min(box.minY, y),
      maxX: Math.max(box.maxX, x),
      maxY: Math.max(box.maxY, y),
    };
  }
  return box;
}

/** Everything that is drawn. A front counts when it lies near the seats: some charts put it beyond the horizon. */
function boundsOf(chart: Chart, plan: SeatPlan, pitch: number): Box {
  const seats = boxOfSeats(plan, 0, plan.seatCount);
  const drawn = boxAround([
    ...(plan.seatCount > 0 ? [corner(seats, -1), corner(seats, 1)] : []),
    ...chart.areas.flatMap(({ outline }) => outline),
    ...chart.sections.flatMap(({ outline }) => outline ?? []),
  ]);
  if (drawn.minX > drawn.maxX) return { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const reach = Math.max(drawn.maxX - drawn.minX, drawn.maxY - drawn.minY) / 3;
  const near = frontsOf(chart).filter(
    ({ x, y }) => x > drawn.minX - reach && x < drawn.maxX + reach && y > drawn.minY - reach && y < drawn.maxY + reach,
  );
  const box = boxAround([corner(drawn, -1), corner(drawn, 1), ...near]);
  return { minX: box.minX - pitch, minY: box.minY - pitch, maxX: box.maxX + pitch, maxY: box.maxY + pitch };
}

function corner(box: Box, side: -1 | 1): Point {
  return side < 0 ? { x: box.minX, y: box.minY } : { x: box.maxX, y: box.maxY };
}
