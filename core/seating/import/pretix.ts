/**
 * Seating plans of pretix (`seating-plan.schema.json` of that project).
 *
 * A seat's place is the sum of the positions of its zone, its row and its own. `seat_guid` is its id, a category's name
 * its key. Areas are drawings there, never places, and are left out. The format has no focal point: the middle of the
 * upper edge, where such plans put the stage, takes its place.
 */
import { CHART_LIMITS, type Point, type Row } from "../chart.ts";
import { ChartDraft } from "./chart-draft.ts";
import { Findings, type ImportOutcome } from "./findings.ts";
import { Node } from "./node.ts";
import { ORIGIN, placed } from "./plane.ts";

export function importPretix(plan: unknown): ImportOutcome {
  const findings = new Findings();
  const root = new Node(plan, findings);
  const draft = new ChartDraft(findings);
  if (!root.isRecord()) return draft.finish(root, undefined);
  const name = root.at("name").text();
  for (const category of root.at("categories").items(CHART_LIMITS.categoriesMax)) {
    if (!category.isRecord()) continue;
    const key = category.at("name").text();
    draft.category(category, key, key, category.at("color"));
  }
  for (const zone of root.at("zones").items(CHART_LIMITS.sectionsMax)) {
    if (zone.isRecord()) readZone(draft, findings, zone);
  }
  const width = root.at("size").at("width");
  const middle = width.absent ? undefined : width.measure();
  if (middle !== undefined) {
    draft.focalPoint(placed({ x: middle / 2, y: 0 }, ORIGIN));
    findings.warn("The format names no focal point; the middle of the upper edge was taken.");
  }
  return draft.finish(root, name);
}

function readZone(draft: ChartDraft, findings: Findings, zone: Node): void {
  const origin = zone.at("position").point();
  if (!zone.at("areas").absent && zone.at("areas").items(CHART_LIMITS.seatsMax).length > 0) {
    findings.warn("Areas are drawings in this format; they were left out.");
  }
  const rows = zone
    .at("rows")
    .items(CHART_LIMITS.rowsPerSectionMax)
    .flatMap((row) => (row.isRecord() ? readRow(draft, row, origin ?? ORIGIN) : []));
  draft.section(zone, { label: zone.at("name").optionalText() ?? "", rows });
}

function readRow(draft: ChartDraft, row: Node, zoneOrigin: Point): Row[] {
  const label = row.at("row_number").optionalText() ?? "";
  const origin = placed(row.at("position").optionalPoint() ?? ORIGIN, zoneOrigin);
  return draft.row(
    label,
    row
      .at("seats")
      .items(CHART_LIMITS.seatsMax)
      .map((seat) => {
        if (!seat.isRecord()) return undefined;
        const categoryNode = seat.at("category");
        const position = seat.at("position").point();
        return draft.seat(
          {
            node: seat,
            id: seat.at("seat_guid").text(),
            label: seat.at("seat_number").text(),
            categoryNode,
            category: categoryNode.absent ? undefined : categoryNode.text(),
          },
          position === undefined ? undefined : placed(position, origin),
        );
      }),
  );
}
