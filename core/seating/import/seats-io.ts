/**
 * Charts in the drawing format of seats.io.
 *
 * Coordinates inside a section are relative to the upper left corner of its box (`topLeft`), in the same scale;
 * `labelRotationAngle` turns only the section's name. A seat without a category has its section's. Ids are the labels,
 * `[section-]row-seat`, as in that product. A table is a row, a booth an area for one; floors come one below another.
 */
import { CHART_LIMITS, type Point, type Row } from "../chart.ts";
import { ChartDraft, type SeatParts } from "./chart-draft.ts";
import { Findings, type ImportOutcome } from "./findings.ts";
import { Node } from "./node.ts";
import { ellipse, ORIGIN, OUTLINE_POINTS_MAX, outlineOf, placed, rectangle } from "./plane.ts";

const ROWS_MAX = 20_000;
const FLOORS_MAX = 20;
/** Between floors, as a share of the height of the one above. */
const FLOOR_GAP = 0.1;

/** Where objects are read: the section they stand in, or none. */
interface Surroundings {
  readonly section: string;
  readonly origin: Point;
  /** What applies where an object names no category. */
  readonly category: Node | undefined;
  readonly zone: string | undefined;
}

export function importSeatsIo(drawing: unknown): ImportOutcome {
  const findings = new Findings();
  const root = new Node(drawing, findings);
  const draft = new ChartDraft(findings);
  if (!root.isRecord()) return draft.finish(root, undefined);
  const name = root.at("name").text();
  for (const category of root.at("categories").at("list").items(CHART_LIMITS.categoriesMax)) {
    if (category.isRecord()) {
      draft.category(category, category.at("key").text(), category.at("label").text(), category.at("color"));
    }
  }
  for (const zone of root.at("zones").at("list").items(CHART_LIMITS.zonesMax)) {
    if (!zone.isRecord()) continue;
    draft.zone(zone, zone.at("key").text(), zone.at("label").optionalText(), zone.at("focalPoint").optionalPoint());
  }
  const floors = floorsOf(root, findings);
  draft.focalPoint(floors[0]?.at("focalPoint").optionalPoint());
  let origin = ORIGIN;
  for (const floor of floors) {
    if (!floor.isRecord()) continue;
    readFloor(draft, findings, floor, origin);
    if (floors.length > 1) origin = { x: 0, y: origin.y + (floor.at("height").measure() ?? 0) * (1 + FLOOR_GAP) };
  }
  return draft.finish(root, name);
}

function floorsOf(root: Node, findings: Findings): Node[] {
  const floors = root.at("subChartFloors").items(FLOORS_MAX);
  if (floors.length === 0) return [root.at("subChart")];
  if (floors.length > 1) findings.warn("The floors are drawn one below another.");
  return floors;
}

function readFloor(draft: ChartDraft, findings: Findings, floor: Node, origin: Point): void {
  readObjects(draft, findings, floor, { section: "", origin, category: undefined, zone: undefined });
  for (const section of floor.at("sections").items(CHART_LIMITS.sectionsMax)) {
    if (!section.isRecord() || !section.at("subChart").isRecord()) continue;
    const corner = section.at("topLeft").point();
    if (corner === undefined) continue;
    if (!section.at("rotation").absent && section.at("rotation").measure() !== 0) {
      findings.warn("Sections that are turned as a whole are drawn unturned.");
    }
    const zone = draft.knownZone(section.at("zone"));
    const entrance = section.at("entrance").optionalText();
    const outline = outlineOf(section.at("points").points(OUTLINE_POINTS_MAX), origin);
    readObjects(
      draft,
      findings,
      section.at("subChart"),
      {
        section: section.at("label").text() ?? "",
        origin: placed(corner, origin),
        category: section.at("categoryKey"),
        zone,
      },
      { ...(outline.length < 3 ? {} : { outline }), ...(entrance === undefined ? {} : { entrance }) },
    );
  }
}

/** Rows, tables, areas and booths of a section, or of a chart without sections. */
function readObjects(
  draft: ChartDraft,
  findings: Findings,
  chart: Node,
  around: Surroundings,
  more: { readonly outline?: readonly Point[]; readonly entrance?: string } = {},
): void {
  // rows of a chart without sections may still bear a section's name; such rows stand together
  const rowsBySection = new Map<string, Row[]>();
  const rows = [...chart.at("rows").items(ROWS_MAX), ...chart.at("tables").items(ROWS_MAX)];
  for (const row of rows) {
    if (!row.isRecord()) continue;
    if (row.at("bookAsAWhole").flag()) findings.warn("Tables that are booked as a whole are sold seat by seat.");
    const section = around.section === "" ? (row.at("sectionLabel").optionalText() ?? "") : around.section;
    const found = rowsBySection.get(section);
    const made = readRow(draft, row, { ...around, section });
    if (found === undefined) rowsBySection.set(section, made);
    else found.push(...made);
  }
  for (const [label, found] of rowsBySection) {
    draft.section(chart, { label, ...(around.zone === undefined ? {} : { zone: around.zone }), ...more, rows: found });
  }
  for (const area of chart.at("generalAdmissionAreas").items(CHART_LIMITS.areasMax)) {
    if (!area.isRecord()) continue;
    if (area.at("bookAsAWhole").flag()) findings.warn("Areas that are booked as a whole are sold place by place.");
    const capacity = area.at("capacity").integer(1, CHART_LIMITS.areaCapacityMax);
    draft.area(areaParts(area, around), capacity, shapeOf(area, around.origin), around.zone);
  }
  for (const booth of chart.at("booths").items(CHART_LIMITS.areasMax)) {
    if (booth.isRecord()) draft.area(areaParts(booth, around), 1, shapeOf(booth, around.origin), around.zone);
  }
}

function readRow(draft: ChartDraft, row: Node, around: Surroundings): Row[] {
  const label = row.at("label").text();
  const seats = row.at("seats").items(CHART_LIMITS.seatsMax);
  if (label === undefined) return [];
  const prefix = around.section === "" ? label : `${around.section}-${label}`;
  return draft.row(
    label,
    seats.map((seat) => {
      if (!seat.isRecord()) return undefined;
      const own = seat.at("label").text();
      const point = seatPoint(seat);
      return draft.seat(
        { node: seat, id: own === undefined ? undefined : `${prefix}-${own}`, label: own, ...categoryOf(seat, around) },
        point === undefined ? undefined : placed(point, around.origin),
        {
          accessible: seat.at("accessible").flag(),
          companion: seat.at("companionSeat").flag(),
          restrictedView: seat.at("restrictedView").flag(),
        },
      );
    }),
  );
}

function seatPoint(seat: Node): Point | undefined {
  const [x, y] = [seat.at("x").measure(), seat.at("y").measure()];
  return x === undefined || y === undefined ? undefined : { x, y };
}

function areaParts(area: Node, around: Surroundings): SeatParts {
  const label = area.at("label").text();
  const id = label === undefined || around.section === "" ? label : `${around.section}-${label}`;
  const shown = area.at("displayedLabel").optionalText() ?? label;
  return { node: area, id, label: shown, ...categoryOf(area, around) };
}

function categoryOf(object: Node, around: Surroundings): Pick<SeatParts, "category" | "categoryNode"> {
  const own = object.at("categoryKey");
  const categoryNode = own.absent && around.category !== undefined ? around.category : own;
  return { categoryNode, category: categoryNode.absent ? undefined : categoryNode.text() };
}

/** A circle, a rectangle or a polygon; a shape that cannot be read is a fault. */
function shapeOf(object: Node, origin: Point): Point[] {
  const corners = object.at("points");
  if (!corners.absent) return outlineOf(corners.points(OUTLINE_POINTS_MAX), origin);
  const center = object.at("center").point();
  if (center === undefined) return [];
  const degrees = object.at("rotationAngle").absent ? 0 : (object.at("rotationAngle").measure() ?? 0);
  if (!object.at("radius1").absent) {
    const [first, second] = [object.at("radius1").measure(), object.at("radius2").measure()];
    return first === undefined || second === undefined
      ? []
      : outlineOf(ellipse(center, first, second, degrees), origin);
  }
  const [width, height] = [object.at("width").measure(), object.at("height").measure()];
  if (width === undefined || height === undefined) return [];
  return outlineOf(rectangle(center, width, height, degrees), origin);
}
