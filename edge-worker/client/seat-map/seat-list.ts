/**
 * The list that is equal to the map: section, row, seats. Native choices for the first two, and one stop of the Tab key
 * for the seats, in which arrows move: along the row, and from row to row to the seat that lies nearest. Never more
 * than one row of seats stands in the document, so that ten thousand seats cost a screen reader nothing.
 */
import { fill } from "../../pages/languages/texts.ts";
import type { ChartModel } from "./chart-model.ts";
import { replaceOptions } from "./options.ts";
import type { SeatStatus } from "./seat-status.ts";
import type { Words } from "./words.ts";

export interface ListParts {
  readonly section: HTMLSelectElement;
  readonly sectionLabel: HTMLElement;
  readonly row: HTMLSelectElement;
  readonly seats: HTMLElement;
}

export interface ListReader {
  isChosen(seat: number): boolean;
  choose(seat: number): void;
  /** The list stands here now, by the visitor's hand. */
  stand(seat: number): void;
  say(text: string): void;
}

export class SeatList {
  readonly #parts: ListParts;
  readonly #model: ChartModel;
  readonly #status: SeatStatus;
  readonly #words: Words;
  readonly #reader: ListReader;
  #row = -1;
  #cursor: number;

  constructor(parts: ListParts, model: ChartModel, status: SeatStatus, words: Words, reader: ListReader) {
    this.#parts = parts;
    this.#model = model;
    this.#status = status;
    this.#words = words;
    this.#reader = reader;
    const firstFree = status.freeInRow.findIndex((free) => free > 0);
    this.#cursor = model.plan.rowStart[Math.max(firstFree, 0)] ?? 0;
    parts.sectionLabel.hidden = model.sections.length < 2;
    parts.section.addEventListener("change", () => this.#toRow(this.#firstRowOf(Number(parts.section.value))));
    parts.row.addEventListener("change", () => this.#toRow(Number(parts.row.value)));
    parts.seats.addEventListener("keydown", (event) => this.#press(event));
    parts.seats.addEventListener("click", (event) => this.#click(event));
    parts.seats.addEventListener("focusin", () => reader.stand(this.#cursor));
    this.show(this.#cursor);
  }

  /** Stands at a seat, without taking the focus: the map was touched. */
  show(seat: number): void {
    this.#cursor = seat;
    const row = this.#rowOf(seat);
    if (row !== this.#row) this.#fill(row);
    else this.refresh();
  }

  /** States or the choice changed. */
  refresh(): void {
    for (const option of this.#parts.seats.children) this.#write(option as HTMLElement);
    this.#fillChoices();
  }

  #rowOf(seat: number): number {
    return this.#model.plan.rowOf[seat] ?? 0;
  }

  #firstRowOf(section: number): number {
    const { firstRow = 0, endRow = 0 } = this.#model.sections[section] ?? {};
    for (let row = firstRow; row < endRow; row += 1) if ((this.#status.freeInRow[row] ?? 0) > 0) return row;
    return firstRow;
  }

  #toRow(row: number): void {
    const { rowStart } = this.#model.plan;
    const [start, end] = [rowStart[row] ?? 0, rowStart[row + 1] ?? 0];
    let seat = start;
    while (seat < end && !this.#status.isFree(seat)) seat += 1;
    this.show(seat < end ? seat : start);
    this.#reader.stand(this.#cursor);
  }

  #fill(row: number): void {
    this.#row = row;
    const { plan } = this.#model;
    const options: HTMLElement[] = [];
    for (let seat = plan.rowStart[row] ?? 0; seat < (plan.rowStart[row + 1] ?? 0); seat += 1) {
      const option = document.createElement("li");
      option.role = "option";
      option.dataset["seat"] = String(seat);
      option.textContent = plan.labels[seat] ?? "";
      this.#write(option);
      options.push(option);
    }
    this.#parts.seats.replaceChildren(...options);
    this.#parts.seats.ariaLabel = fill(this.#words.texts.seatsOf, { row: this.#words.row(row) });
    this.#fillChoices();
  }

  #write(option: HTMLElement): void {
    const seat = Number(option.dataset["seat"]);
    const chosen = this.#reader.isChosen(seat);
    const state = chosen ? "chosen" : this.#status.isFree(seat) ? "free" : "taken";
    option.ariaSelected = String(chosen);
    option.ariaDisabled = String(state === "taken");
    option.tabIndex = seat === this.#cursor ? 0 : -1;
    option.ariaLabel = `${this.#model.plan.labels[seat] ?? ""}, ${this.#words.about(seat, state)}`;
    option.title = this.#words.about(seat, state);
  }

  /** An open choice is not changed under its reader. */
  #fillChoices(): void {
    const { texts } = this.#words;
    const { sections, sectionOfRow, rowLabels } = this.#model;
    const named = (name: string, free: number): string => fill(texts.freeOf, { name, n: this.#words.number(free) });
    const free = (from: number, to: number): number =>
      this.#status.freeInRow.subarray(from, to).reduce((sum, each) => sum + each, 0);
    const section = sectionOfRow[this.#row] ?? 0;
    replaceOptions(
      this.#parts.section,
      sections.map(({ label, firstRow, endRow }) => named(label, free(firstRow, endRow))),
      0,
      section,
    );
    const { firstRow = 0, endRow = 0 } = sections[section] ?? {};
    const rows = rowLabels.slice(firstRow, endRow).map((label, index) => {
      return named(label, this.#status.freeInRow[firstRow + index] ?? 0);
    });
    replaceOptions(this.#parts.row, rows, firstRow, this.#row);
  }

  #press(event: KeyboardEvent): void {
    const { rowStart } = this.#model.plan;
    const [start, last] = [rowStart[this.#row] ?? 0, (rowStart[this.#row + 1] ?? 1) - 1];
    const seat = this.#cursor;
    const targets: Readonly<Record<string, () => number | undefined>> = {
      ArrowLeft: () => Math.max(seat - 1, start),
      ArrowRight: () => Math.min(seat + 1, last),
      ArrowUp: () => this.#nearestIn(this.#row - 1),
      ArrowDown: () => this.#nearestIn(this.#row + 1),
      Home: () => start,
      End: () => last,
    };
    if (event.key === " " || event.key === "Enter") this.#reader.choose(seat);
    else if (event.altKey || event.ctrlKey || event.metaKey || !Object.hasOwn(targets, event.key)) return;
    else this.#go(targets[event.key]?.());
    event.preventDefault();
  }

  #go(seat: number | undefined): void {
    if (seat === undefined) return;
    const before = this.#row;
    this.show(seat);
    if (this.#row !== before) this.#reader.say(fill(this.#words.texts.seatsOf, { row: this.#words.row(this.#row) }));
    this.#parts.seats.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    this.#reader.stand(seat);
  }

  /** The seat of another row that lies nearest to the present one. */
  #nearestIn(row: number): number | undefined {
    const { plan } = this.#model;
    const [x, y] = [plan.x[this.#cursor] ?? 0, plan.y[this.#cursor] ?? 0];
    let [nearest, least]: [number | undefined, number] = [undefined, Infinity];
    for (let seat = plan.rowStart[row] ?? 0; seat < (plan.rowStart[row + 1] ?? 0); seat += 1) {
      const distance = Math.hypot((plan.x[seat] ?? 0) - x, (plan.y[seat] ?? 0) - y);
      if (distance < least) [nearest, least] = [seat, distance];
    }
    return nearest;
  }

  #click(event: MouseEvent): void {
    const option = (event.target as Element).closest<HTMLElement>("[data-seat]");
    if (option === null) return;
    this.show(Number(option.dataset["seat"]));
    option.focus();
    this.#reader.choose(this.#cursor);
  }
}
