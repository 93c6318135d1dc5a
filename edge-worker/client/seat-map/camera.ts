/**
 * What part of the chart is in sight: the point in the middle, and how large a chart unit is on the screen. All sizes
 * of the screen are CSS pixels. Never leaves the chart, never further away than all of it.
 */
import type { Box } from "./chart-model.ts";

export interface View {
  /** Chart coordinates of the middle of the screen. */
  readonly x: number;
  readonly y: number;
  /** Pixels per chart unit. */
  readonly scale: number;
}

/** Room around the whole chart. */
const MARGIN_PX = 12;
/** How far the chart's edge may come in. */
const SLACK_PX = 60;

export class Camera {
  readonly #bounds: Box;
  readonly #scaleMax: number;
  #width = 1;
  #height = 1;
  #view: View;

  /** @param scaleMax the closest; the whole chart is always allowed. */
  constructor(bounds: Box, scaleMax: number) {
    this.#bounds = bounds;
    this.#scaleMax = scaleMax;
    this.#view = this.whole;
  }

  get view(): View {
    return this.#view;
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  get isWhole(): boolean {
    return this.#view.scale <= this.#scaleMin * 1.001;
  }

  /** The view that shows everything. */
  get whole(): View {
    const { minX, minY, maxX, maxY } = this.#bounds;
    return { x: (minX + maxX) / 2, y: (minY + maxY) / 2, scale: this.#scaleMin };
  }

  /** Keeps what is in the middle; what was whole stays whole. */
  resize(width: number, height: number): void {
    const { isWhole } = this;
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
    this.look(isWhole ? this.whole : this.#view);
  }

  look(view: View): void {
    const { minX, minY, maxX, maxY } = this.#bounds;
    const scale = Math.min(Math.max(view.scale, this.#scaleMin), Math.max(this.#scaleMax, this.#scaleMin));
    this.#view = {
      x: within(view.x, minX, maxX, this.#width / scale, SLACK_PX / scale),
      y: within(view.y, minY, maxY, this.#height / scale, SLACK_PX / scale),
      scale,
    };
  }

  /** Moves the picture with the finger. */
  pan(dxPx: number, dyPx: number): void {
    const { x, y, scale } = this.#view;
    this.look({ x: x - dxPx / scale, y: y - dyPx / scale, scale });
  }

  /** The view in which what is under a point of the screen stays under it. */
  zoomed(factor: number, atX = this.#width / 2, atY = this.#height / 2): View {
    const scale = Math.min(Math.max(this.#view.scale * factor, this.#scaleMin), this.#scaleMax);
    const under = this.toChart(atX, atY);
    return { x: under.x - (atX - this.#width / 2) / scale, y: under.y - (atY - this.#height / 2) / scale, scale };
  }

  toChart(screenX: number, screenY: number): { readonly x: number; readonly y: number } {
    const { x, y, scale } = this.#view;
    return { x: x + (screenX - this.#width / 2) / scale, y: y + (screenY - this.#height / 2) / scale };
  }

  toScreen(chartX: number, chartY: number): { readonly x: number; readonly y: number } {
    const { x, y, scale } = this.#view;
    return { x: (chartX - x) * scale + this.#width / 2, y: (chartY - y) * scale + this.#height / 2 };
  }

  get #scaleMin(): number {
    const { minX, minY, maxX, maxY } = this.#bounds;
    const room = (side: number): number => Math.max(side - 2 * MARGIN_PX, 1);
    return Math.min(room(this.#width) / (maxX - minX), room(this.#height) / (maxY - minY));
  }
}

/** The middle of a window of `size` over [min, max]: in the middle of what fits, else not beyond the ends. */
function within(middle: number, min: number, max: number, size: number, slack: number): number {
  if (max - min <= size) return (min + max) / 2;
  return Math.min(Math.max(middle, min + size / 2 - slack), max - size / 2 + slack);
}

/** Between two views: evenly for the eye, so by the factor of the scale. */
export function between(from: View, to: View, share: number): View {
  const scale = from.scale * (to.scale / from.scale) ** share;
  // where the scale changes, the middle moves with it, so that the target does not slip away
  const moved = from.scale === to.scale ? share : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  return { x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved, scale };
}
