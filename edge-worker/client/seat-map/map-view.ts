/**
 * The seat map on the page: a surface, a painter and gestures, and what a tap means. From afar a tap comes closer;
 * near, it points at a seat or an area.
 */
import { Camera } from "./camera.ts";
import type { ChartModel } from "./chart-model.ts";
import { listenForGestures } from "./gestures.ts";
import { type Marks, paintMarks } from "./marks.ts";
import { seatSizeCss } from "./frame.ts";
import { Painter } from "./painter.ts";
import { part } from "./parts.ts";
import { SeatGrid } from "./seat-grid.ts";
import type { SeatStatus } from "./seat-status.ts";
import { Surface } from "./surface.ts";
import { themeOf } from "./theme.ts";

/** A seat on the screen: as large as a fingertip when closest, … */
const SEAT_CSS_MAX = 52;
/** … large enough to be read after a tap has come closer, … */
const SEAT_CSS_NEAR = 26;
/** … and at least so large that a tap can mean one seat. */
const SEAT_CSS_TAP_MIN = 11;
const STEP = 1.7;
/** A tap from afar means seats that lie no further away than this, … */
const MEANT_CSS = 48;
/** … and comes closer by this at most, so that nobody loses sight of where they are. */
const CLOSER_MAX = 12;

export interface MapReader {
  marks(): Marks;
  tapSeat(seat: number): void;
  /** @param area its place among the chart's areas. */
  tapArea(area: number): void;
  pointAt(seat: number | undefined): void;
  areaLeft(area: string): string;
}

export class MapView {
  readonly #model: ChartModel;
  readonly #grid: SeatGrid;
  readonly #reader: MapReader;
  readonly #surface: Surface;

  constructor(model: ChartModel, status: SeatStatus, front: string, reader: MapReader) {
    const { plan, bounds, pitch } = model;
    const canvas = part<HTMLCanvasElement>("map");
    this.#model = model;
    this.#reader = reader;
    this.#grid = new SeatGrid(plan.x, plan.y, bounds, pitch * 6);
    const painter = new Painter(model, status, this.#grid, { front, placesLeft: (area) => reader.areaLeft(area) });
    const closest = SEAT_CSS_MAX / seatSizeCss(model, { x: 0, y: 0, scale: 1 });
    let theme = themeOf(canvas);
    this.#surface = new Surface(canvas, new Camera(bounds, closest), {
      picture: (context, frame) => painter.paint(context, frame, theme),
      marks: (context, frame) => paintMarks(context, frame, model, theme, reader.marks()),
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      theme = themeOf(canvas);
      this.#surface.repaint();
    });
    this.#listen(canvas);
  }

  /** Seats changed. */
  repaint(): void {
    this.#surface.repaint();
  }

  /** The choice changed. */
  refresh(): void {
    this.#surface.refresh();
  }

  /** Brings a seat into sight, so near that it can be told from its neighbours. */
  follow(seat: number): void {
    const { plan } = this.#model;
    const { camera } = this.#surface;
    const [x, y] = [plan.x[seat] ?? 0, plan.y[seat] ?? 0];
    const at = camera.toScreen(x, y);
    const rim = SEAT_CSS_MAX;
    const isSeen = at.x > rim && at.y > rim && at.x < camera.width - rim && at.y < camera.height - rim;
    const isNear = this.#seatCss >= SEAT_CSS_TAP_MIN;
    if (isSeen && isNear) this.refresh();
    else this.#surface.glideTo({ x, y, scale: isNear ? camera.view.scale : this.#nearScale });
  }

  get #seatCss(): number {
    return seatSizeCss(this.#model, this.#surface.camera.view);
  }

  get #nearScale(): number {
    return SEAT_CSS_NEAR / seatSizeCss(this.#model, { x: 0, y: 0, scale: 1 });
  }

  #listen(canvas: HTMLCanvasElement): void {
    const surface = this.#surface;
    const { camera } = surface;
    const step = (factor: number) => () => surface.glideTo(camera.zoomed(factor));
    part("map-closer").addEventListener("click", step(STEP));
    part("map-further").addEventListener("click", step(1 / STEP));
    part("map-whole").addEventListener("click", () => surface.glideTo(camera.whole));
    listenForGestures(canvas, {
      pan: (dx, dy) => surface.move(() => camera.pan(dx, dy)),
      zoom: (factor, x, y) => surface.move(() => camera.look(camera.zoomed(factor, x, y))),
      tap: (x, y) => this.#tap(x, y),
      doubleTap: (x, y) => surface.glideTo(camera.zoomed(STEP, x, y)),
      hover: (x, y) => this.#reader.pointAt(this.#seatCss < SEAT_CSS_TAP_MIN ? undefined : this.#seatAt(x, y)),
    });
  }

  #tap(x: number, y: number): void {
    const area = this.#areaAt(x, y);
    const seat = this.#seatAt(x, y);
    if (seat === undefined && area !== undefined) this.#reader.tapArea(area);
    else if (this.#seatCss < SEAT_CSS_TAP_MIN) this.#comeCloser(x, y);
    else if (seat !== undefined) this.#reader.tapSeat(seat);
  }

  /** To the seats that were meant; where none are near, a little closer. */
  #comeCloser(x: number, y: number): void {
    const { camera } = this.#surface;
    const { plan } = this.#model;
    const at = camera.toChart(x, y);
    const meant = this.#grid.nearest(at.x, at.y, MEANT_CSS / camera.view.scale);
    const scale = Math.min(this.#nearScale, camera.view.scale * CLOSER_MAX);
    this.#surface.glideTo(
      meant === undefined ? camera.zoomed(STEP, x, y) : { x: plan.x[meant] ?? 0, y: plan.y[meant] ?? 0, scale },
    );
  }

  #seatAt(x: number, y: number): number | undefined {
    const { camera } = this.#surface;
    const at = camera.toChart(x, y);
    return this.#grid.nearest(at.x, at.y, Math.max(this.#model.pitch * 0.6, 10 / camera.view.scale));
  }

  #areaAt(x: number, y: number): number | undefined {
    const at = this.#surface.camera.toChart(x, y);
    const found = this.#model.areas.findIndex(({ outline }) => isInside(at, outline));
    return found < 0 ? undefined : found;
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** By counting the edges that a ray from the point crosses. */
function isInside({ x, y }: Spot, outline: readonly Spot[]): boolean {
  let inside = false;
  for (const [index, a] of outline.entries()) {
    const b = outline[(index + 1) % outline.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
