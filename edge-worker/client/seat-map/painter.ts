/**
 * Draws the chart and who is free: squares from afar, stamped seats when near, numbers and row names when they can be
 * read. Draws what is in sight only, and remembers nothing but its stamps. Sizes are device pixels, unless named `Css`.
 */
import { ACCESSIBLE } from "../../../core/seating/seat-plan.ts";
import type { Box, ChartModel } from "./chart-model.ts";
import { middleOf, Names } from "./names.ts";
import type { SeatGrid } from "./seat-grid.ts";
import type { SeatStatus } from "./seat-status.ts";
import { type Frame, placing, type Placing, seatSizeCss, seenIn } from "./frame.ts";
import { Figures } from "./figures.ts";
import { Sprites } from "./sprites.ts";
import { COLORS, type Theme } from "./theme.ts";

const STAMPED_FROM_CSS = 4.5;
const ROW_NAMES_FROM_CSS = 11;
const NUMBERS_FROM_CSS = 15;
const SECTION_NAMES_TO_CSS = 15;

export class Painter {
  readonly #model: ChartModel;
  readonly #status: SeatStatus;
  readonly #grid: SeatGrid;
  readonly #words: { readonly front: string; readonly placesLeft: (area: string) => string };
  readonly #sprites = new Sprites();
  readonly #figures = new Figures();

  constructor(
    model: ChartModel,
    status: SeatStatus,
    grid: SeatGrid,
    words: { readonly front: string; readonly placesLeft: (area: string) => string },
  ) {
    this.#model = model;
    this.#status = status;
    this.#grid = grid;
    this.#words = words;
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, theme: Theme): void {
    const at = placing(frame);
    const seen = seenIn(frame);
    const sizeCss = seatSizeCss(this.#model, frame.view);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = theme.paper;
    context.fillRect(0, 0, frame.width, frame.height);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    this.#outlines(context, at, frame.ratio, theme);
    const seats = this.#seen(seen);
    if (sizeCss < STAMPED_FROM_CSS) this.#squares(context, at, seats, sizeCss * frame.ratio, theme);
    else this.#stamps(context, at, seats, sizeCss * frame.ratio, theme);
    if (sizeCss >= NUMBERS_FROM_CSS) this.#numbers(context, at, seats, sizeCss * frame.ratio, theme);
    if (sizeCss >= ROW_NAMES_FROM_CSS) this.#rowNames(context, at, seats, sizeCss * frame.ratio, theme);
    this.#names(new Names(context, at, theme, frame), sizeCss < SECTION_NAMES_TO_CSS);
  }

  #seen(box: Box): number[] {
    const seats: number[] = [];
    this.#grid.within(box, (seat) => seats.push(seat));
    return seats;
  }

  /** One colour after the other: changing it costs more than a square. */
  #squares(context: CanvasRenderingContext2D, at: Placing, seats: readonly number[], size: number, theme: Theme): void {
    const { plan } = this.#model;
    const [free, taken] = [Math.max(size, 1), Math.max(size * 0.5, 1)];
    context.fillStyle = theme.line;
    for (const seat of seats)
      if (!this.#status.isFree(seat))
        context.fillRect(at.x(plan.x[seat] ?? 0) - taken / 2, at.y(plan.y[seat] ?? 0) - taken / 2, taken, taken);
    for (let color = 0; color < Math.min(COLORS, plan.categories.length); color += 1) {
      context.fillStyle = theme.categories[color] ?? theme.ink;
      for (const seat of seats)
        if ((plan.categoryOf[seat] ?? 0) % COLORS === color && this.#status.isFree(seat))
          context.fillRect(at.x(plan.x[seat] ?? 0) - free / 2, at.y(plan.y[seat] ?? 0) - free / 2, free, free);
    }
  }

  #stamps(context: CanvasRenderingContext2D, at: Placing, seats: readonly number[], size: number, theme: Theme): void {
    const { plan } = this.#model;
    this.#sprites.prepare(size, theme);
    for (const seat of seats) {
      const isAccessible = ((plan.needs[seat] ?? 0) & ACCESSIBLE) !== 0;
      const stamp = this.#sprites.stamp(plan.categoryOf[seat] ?? 0, this.#status.isFree(seat), isAccessible);
      const half = stamp.width / 2;
      context.drawImage(stamp, Math.round(at.x(plan.x[seat] ?? 0) - half), Math.round(at.y(plan.y[seat] ?? 0) - half));
    }
  }

  #numbers(context: CanvasRenderingContext2D, at: Placing, seats: readonly number[], size: number, theme: Theme): void {
    const { plan } = this.#model;
    this.#figures.prepare(Math.round(size * 0.44), theme);
    for (const seat of seats) {
      if (!this.#status.isFree(seat)) continue;
      const color = theme.onCategories[(plan.categoryOf[seat] ?? 0) % COLORS] ?? theme.paper;
      const stamp = this.#figures.stamp(plan.labels[seat] ?? "", color);
      const [x, y] = [at.x(plan.x[seat] ?? 0) - stamp.width / 2, at.y(plan.y[seat] ?? 0) - stamp.height / 2];
      context.drawImage(stamp, Math.round(x), Math.round(y));
    }
  }

  /** Before the first seat of each row that is in sight. */
  #rowNames(
    context: CanvasRenderingContext2D,
    at: Placing,
    seats: readonly number[],
    size: number,
    theme: Theme,
  ): void {
    const { plan, rowLabels, pitch } = this.#model;
    context.font = `600 ${Math.round(Math.max(size * 0.5, 10))}px ${theme.font}`;
    context.fillStyle = theme.soft;
    for (const row of new Set(seats.map((seat) => plan.rowOf[seat] ?? 0))) {
      const [first, end] = [plan.rowStart[row] ?? 0, plan.rowStart[row + 1] ?? 0];
      if (end - first < 2) continue;
      const [x, y] = [plan.x[first] ?? 0, plan.y[first] ?? 0];
      const [dx, dy] = [x - (plan.x[first + 1] ?? 0), y - (plan.y[first + 1] ?? 0)];
      const stretch = pitch / Math.max(Math.hypot(dx, dy), Number.MIN_VALUE);
      context.fillText(rowLabels[row] ?? "", at.x(x + dx * stretch), at.y(y + dy * stretch));
    }
  }

  /** Outlines of sections and areas: areas tinted as their category, while there is anything left. */
  #outlines(context: CanvasRenderingContext2D, at: Placing, ratio: number, theme: Theme): void {
    const { plan, areas, sections } = this.#model;
    context.strokeStyle = theme.line;
    context.lineWidth = ratio;
    for (const { outline } of sections)
      if (outline.length > 2) {
        trace(context, at, outline);
        context.stroke();
      }
    context.lineWidth = 2 * ratio;
    for (const [index, area] of areas.entries()) {
      if (area.outline.length < 3) continue;
      const isOpen = (this.#status.areas[area.id] ?? 0) > 0;
      const color = theme.categories[(plan.categoryOf[plan.seatCount + index] ?? 0) % COLORS] ?? theme.ink;
      trace(context, at, area.outline);
      context.globalAlpha = isOpen ? 0.3 : 0.08;
      context.fillStyle = isOpen ? color : theme.soft;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = isOpen ? color : theme.line;
      context.stroke();
    }
  }

  #names(names: Names, sectionsToo: boolean): void {
    const { areas, fronts, sections } = this.#model;
    for (const front of fronts) names.plate(front.label === "" ? this.#words.front : front.label, front);
    for (const { id, label, outline } of areas)
      if (outline.length > 2) names.lines([label, this.#words.placesLeft(id)], middleOf(outline));
    if (!sectionsToo) return;
    for (const { label, box } of sections)
      if (label !== "") names.lines([label], { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 });
  }
}

function trace(
  context: CanvasRenderingContext2D,
  at: Placing,
  points: readonly { readonly x: number; readonly y: number }[],
): void {
  context.beginPath();
  for (const { x, y } of points) context.lineTo(at.x(x), at.y(y));
  context.closePath();
}
