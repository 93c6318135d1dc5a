/**
 * A chart while it is being imported: every importer puts in what it reads, the draft checks what holds for all charts
 * (one id once, known categories and zones, the bounds of `CHART_LIMITS`), and gives a chart only when nothing is wrong.
 */
import type { CategoryKey, SeatId } from "../../brand.ts";
import {
  CHART_LIMITS,
  type Area,
  type Category,
  type Chart,
  type Point,
  type Row,
  type Seat,
  type Section,
  type Zone,
} from "../chart.ts";
import { paletteColor, parseColor } from "./color.ts";
import type { Findings, ImportOutcome } from "./findings.ts";
import type { Node } from "./node.ts";

/** What a seat or an area is made of, as read; what could not be read was a fault already. */
export interface SeatParts {
  /** Where it stands in the drawing, for faults. */
  readonly node: Node;
  readonly id: string | undefined;
  readonly label: string | undefined;
  /** The category's key, and where it was read. */
  readonly category: string | undefined;
  readonly categoryNode: Node;
}

export interface SeatMarks {
  readonly accessible?: boolean;
  readonly companion?: boolean;
  readonly restrictedView?: boolean;
}

export class ChartDraft {
  readonly #findings: Findings;
  readonly #categories = new Map<string, Category>();
  readonly #zones = new Map<string, Zone>();
  readonly #sections: Section[] = [];
  readonly #areas: Area[] = [];
  /** Ids of seats and areas, with the place of the first that bore it. */
  readonly #placesById = new Map<string, Node>();
  #seatCount = 0;
  #focalPoint: Point | undefined;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  category(node: Node, key: string | undefined, label: string | undefined, color: Node): void {
    if (key === undefined || label === undefined) return;
    if (this.#categories.has(key)) {
      node.fault(`repeats the category ${key}`);
      return;
    }
    // prices are looked up by this key in a plain object, which must not answer by itself
    if (key in {}) {
      node.fault(`has the key ${key}, which is reserved`);
      return;
    }
    const given = typeof color.value === "string" ? parseColor(color.value.trim().slice(0, 40)) : undefined;
    if (given === undefined) this.#findings.warn(`The category ${label} has no usable color; it was given one.`);
    const used = given ?? paletteColor(this.#categories.size);
    this.#categories.set(key, { key: key as CategoryKey, label, color: used });
  }

  zone(node: Node, key: string | undefined, label: string | undefined, focalPoint: Point | undefined): void {
    if (key === undefined) return;
    if (this.#zones.has(key)) node.fault(`repeats the zone ${key}`);
    else this.#zones.set(key, { key, label: label ?? key, ...(focalPoint === undefined ? {} : { focalPoint }) });
  }

  focalPoint(point: Point | undefined): void {
    this.#focalPoint = point;
  }

  /** The zone's key when the chart has it. */
  knownZone(node: Node): string | undefined {
    const key = node.optionalText();
    return key === undefined || this.#zones.has(key) ? key : node.fault(`names a zone that the chart does not have`);
  }

  section(node: Node, section: Section): void {
    if (section.rows.length > CHART_LIMITS.rowsPerSectionMax) {
      node.fault(`has ${section.rows.length} rows, at most ${CHART_LIMITS.rowsPerSectionMax} are possible`);
    } else if (section.rows.length > 0) this.#sections.push(section);
  }

  /** `undefined` when something about the seat is a fault. */
  seat(parts: SeatParts, point: Point | undefined, marks: SeatMarks = {}): Seat | undefined {
    this.#seatCount += 1;
    const place = this.#place(parts);
    if (place === undefined || point === undefined) return undefined;
    return {
      ...place,
      x: point.x,
      y: point.y,
      ...(marks.accessible === true ? { accessible: true } : {}),
      ...(marks.companion === true ? { companion: true } : {}),
      ...(marks.restrictedView === true ? { restrictedView: true } : {}),
    };
  }

  area(parts: SeatParts, capacity: number | undefined, outline: readonly Point[], zone: string | undefined): void {
    const place = this.#place(parts);
    if (place === undefined || capacity === undefined) return;
    this.#areas.push({ ...place, capacity, outline, ...(zone === undefined ? {} : { zone }) });
  }

  /** A row of the seats that are right; an empty row is none. */
  row(label: string, seats: readonly (Seat | undefined)[]): Row[] {
    const right = seats.filter((seat) => seat !== undefined);
    return right.length === 0 ? [] : [{ label, seats: right }];
  }

  finish(root: Node, name: string | undefined): ImportOutcome {
    this.#checkBounds(root);
    if (this.#findings.faulty || name === undefined) return { ok: false, faults: this.#findings.faults };
    const chart: Chart = {
      name,
      categories: [...this.#categories.values()],
      zones: [...this.#zones.values()],
      ...(this.#focalPoint === undefined ? {} : { focalPoint: this.#focalPoint }),
      sections: this.#sections,
      areas: this.#areas,
    };
    return { ok: true, chart, warnings: this.#findings.warnings };
  }

  #place({ node, id, label, category, categoryNode }: SeatParts): Pick<Seat, "id" | "label" | "category"> | undefined {
    if (id !== undefined) {
      const first = this.#placesById.get(id);
      if (first !== undefined) node.fault(`repeats the id ${id} of ${first.path}`);
      else if (id.length > CHART_LIMITS.labelLengthMax) {
        node.fault(`has an id of more than ${CHART_LIMITS.labelLengthMax} characters: ${id.slice(0, 40)}…`);
      } else this.#placesById.set(id, node);
    }
    if (category === undefined) {
      if (categoryNode.absent) node.fault("has no category"); // else reading it was a fault already
    } else if (!this.#categories.has(category)) {
      categoryNode.fault(`names the category ${category}, which the chart does not have`);
    }
    if (id === undefined || label === undefined || category === undefined) return undefined;
    return { id: id as SeatId, label, category: category as CategoryKey };
  }

  #checkBounds(root: Node): void {
    const bound = (what: string, count: number, max: number): void => {
      if (count > max) root.fault(`has ${count} ${what}, at most ${max} are possible`);
    };
    bound("seats", this.#seatCount, CHART_LIMITS.seatsMax);
    bound("areas", this.#areas.length, CHART_LIMITS.areasMax);
    bound("sections", this.#sections.length, CHART_LIMITS.sectionsMax);
    bound("categories", this.#categories.size, CHART_LIMITS.categoriesMax);
    bound("zones", this.#zones.size, CHART_LIMITS.zonesMax);
    if (this.#categories.size === 0) root.fault("has no category");
    if (this.#seatCount === 0 && this.#areas.length === 0) root.fault("has no seat and no area");
  }
}
