/**
 * Where things of the chart lie in a picture of it: one way from chart units to device pixels, for all that draw.
 */
import type { View } from "./camera.ts";
import type { Box, ChartModel } from "./chart-model.ts";

/** Of the distance between two neighbours. */
const SEAT_SHARE = 0.84;

/** One picture: what it shows, and how large it is. */
export interface Frame {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** What lies out of sight at the left and at the right. */
  readonly rim: number;
}

/** A seat's diameter on the screen, in CSS pixels. */
export function seatSizeCss({ pitch }: ChartModel, { scale }: View): number {
  return pitch * scale * SEAT_SHARE;
}

export interface Placing {
  x(chartX: number): number;
  y(chartY: number): number;
  /** Device pixels per chart unit. */
  readonly scale: number;
}

export function placing({ view, width, height, ratio }: Frame): Placing {
  const scale = view.scale * ratio;
  return {
    x: (chartX) => (chartX - view.x) * scale + width / 2,
    y: (chartY) => (chartY - view.y) * scale + height / 2,
    scale,
  };
}

/** The part of the chart that is in the picture. */
export function seenIn({ view, width, height, ratio }: Frame): Box {
  const [halfX, halfY] = [width / 2 / ratio / view.scale, height / 2 / ratio / view.scale];
  return { minX: view.x - halfX, minY: view.y - halfY, maxX: view.x + halfX, maxY: view.y + halfY };
}
