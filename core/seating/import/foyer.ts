/**
 * Charts in our own format: the JSON of `Chart`, as `GET /api/charts/{id}` gives it. What was exported comes back with
 * the same hash.
 */
import { CHART_LIMITS, type Point, type Row } from "../chart.ts";
import { ChartDraft, type SeatParts } from "./chart-draft.ts";
import { Findings, type ImportOutcome } from "./findings.ts";
import { Node } from "./node.ts";
import { ORIGIN, OUTLINE_POINTS_MAX, outlineOf, placed } from "./plane.ts";

export function importFoyer(chart: unknown): ImportOutcome {
  const findings = new Findings();
  const root = new Node(chart, findings);
  const draft = new ChartDraft(findings);
  if (!root.isRecord()) return draft.finish(root, undefined);
  const name = root.at("name").text();
  for (const category of root.at("categories").items(CHART_LIMITS.categoriesMax)) {
    if (category.isRecord()) {
      draft.category(category, category.at("key").text(), category.at("label").text(), category.at("color"));
    }
  }
  for (const zone of root.at("zones").items(CHART_LIMITS.zonesMax)) {
    if (!zone.isRecord()) continue;
    draft.zone(zone, zone.at("key").text(), zone.at("label").text(), inPlane(zone.at("focalPoint").optionalPoint()));
  }
  draft.focalPoint(inPlane(root.at("focalPoint").optionalPoint()));
  for (const section of root.at("sections").items(CHART_LIMITS.sectionsMax)) {
    if (section.isRecord()) readSection(draft, section);
  }
  for (const area of root.at("areas").items(CHART_LIMITS.areasMax)) {
    if (!area.isRecord()) continue;
    draft.area(
      partsOf(area),
      area.at("capacity").integer(1, CHART_LIMITS.areaCapacityMax),
      outlineOf(area.at("outline").points(OUTLINE_POINTS_MAX), ORIGIN),
      draft.knownZone(area.at("zone")),
    );
  }
  return draft.finish(root, name);
}

function readSection(draft: ChartDraft, section: Node): void {
  const zone = draft.knownZone(section.at("zone"));
  const entrance = section.at("entrance").optionalText();
  const outline = outlineOf(section.at("outline").points(OUTLINE_POINTS_MAX), ORIGIN);
  draft.section(section, {
    label: section.at("label").optionalText() ?? "",
    ...(zone === undefined ? {} : { zone }),
    ...(outline.length === 0 ? {} : { outline }),
    ...(entrance === undefined ? {} : { entrance }),
    rows: section
      .at("rows")
      .items(CHART_LIMITS.rowsPerSectionMax)
      .flatMap((row) => (row.isRecord() ? readRow(draft, row) : [])),
  });
}

function readRow(draft: ChartDraft, row: Node): Row[] {
  return draft.row(
    row.at("label").optionalText() ?? "",
    row
      .at("seats")
      .items(CHART_LIMITS.seatsMax)
      .map((seat) => {
        if (!seat.isRecord()) return undefined;
        const [x, y] = [seat.at("x").measure(), seat.at("y").measure()];
        const point = x === undefined || y === undefined ? undefined : placed({ x, y }, ORIGIN);
        return draft.seat(partsOf(seat), point, {
          accessible: seat.at("accessible").flag(),
          companion: seat.at("companion").flag(),
          restrictedView: seat.at("restrictedView").flag(),
        });
      }),
  );
}

function partsOf(place: Node): SeatParts {
  const categoryNode = place.at("category");
  return {
    node: place,
    id: place.at("id").text(),
    label: place.at("label").text(),
    categoryNode,
    category: categoryNode.absent ? undefined : categoryNode.text(),
  };
}

function inPlane(point: Point | undefined): Point | undefined {
  return point === undefined ? undefined : placed(point, ORIGIN);
}
