/**
 * Paints a chart's scene onto a canvas, for a given part of the plane. Nothing is kept between two frames.
 *
 * Every seat is filled by itself: one path of 8,897 seats took the painter 300 ms and more a frame without a graphics
 * card, and the frames queued up until the page stood still; small rectangles and circles it knows how to batch.
 */
import type { Point } from "../../../core/seating/chart.ts";
import type { ChartScene, Shape } from "./scene.ts";

/** Which part of the plane is seen: `scale` pixels a unit, the unit at the canvas's middle. */
export interface View {
  readonly scale: number;
  readonly centreX: number;
  readonly centreY: number;
}

export interface Inks {
  readonly text: string;
  readonly line: string;
  readonly ground: string;
}

/** Below this many pixels a seat is a square: nobody sees the difference, and it costs a tenth. */
const ROUND_FROM_PX = 2.5;
const SEAT_PX_MIN = 0.6;
const LABEL_PX = 13;
const LABEL_MARGIN_PX = 4;
const AREA_OPACITY = 0.28;
const BOX_OPACITY = 0.18;

/** The rectangle that is being drawn around seats, in CSS pixels of the canvas. */
export interface Box {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export function paintBox(context: CanvasRenderingContext2D, box: Box, ink: string): void {
  const [x, y] = [Math.min(box.fromX, box.toX), Math.min(box.fromY, box.toY)];
  const [width, height] = [Math.abs(box.toX - box.fromX), Math.abs(box.toY - box.fromY)];
  context.fillStyle = ink;
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.globalAlpha = BOX_OPACITY;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.strokeRect(x, y, width, height);
}

/** @param size in CSS pixels; the context is already scaled to the screen's own. */
export function paint(
  context: CanvasRenderingContext2D,
  scene: ChartScene,
  view: View,
  size: { readonly width: number; readonly height: number },
  inks: Inks,
): void {
  const x = (unit: number): number => (unit - view.centreX) * view.scale + size.width / 2;
  const y = (unit: number): number => (unit - view.centreY) * view.scale + size.height / 2;
  context.clearRect(0, 0, size.width, size.height);

  context.lineWidth = 1;
  context.strokeStyle = inks.line;
  for (const shape of scene.outlines) {
    trace(context, shape, x, y);
    context.stroke();
  }
  for (const shape of scene.areas) {
    trace(context, shape, x, y);
    context.globalAlpha = AREA_OPACITY;
    context.fillStyle = shape.color ?? inks.line;
    context.fill();
    context.globalAlpha = 1;
    context.stroke();
  }

  const radius = Math.max(scene.seatRadius * view.scale, SEAT_PX_MIN);
  for (const { color, points } of scene.groups) {
    context.fillStyle = color;
    for (let index = 0; index < points.length; index += 2) {
      const px = x(points[index] ?? 0);
      const py = y(points[index + 1] ?? 0);
      if (px < -radius || py < -radius || px > size.width + radius || py > size.height + radius) continue;
      if (radius < ROUND_FROM_PX) context.fillRect(px - radius, py - radius, 2 * radius, 2 * radius);
      else {
        context.beginPath();
        context.arc(px, py, radius, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }

  for (const point of scene.focalPoints) star(context, { x: x(point.x), y: y(point.y) }, inks.text);
  context.font = `600 ${LABEL_PX}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = inks.ground;
  context.fillStyle = inks.text;
  for (const label of scene.labels) {
    const [px, py] = [x(label.x), y(label.y)];
    if (px < 0 || py < 0 || px > size.width || py > size.height) continue;
    // a label at the rim is moved in, not cut off
    const half = context.measureText(label.text).width / 2 + LABEL_MARGIN_PX;
    const inside = Math.min(Math.max(px, half), Math.max(half, size.width - half));
    context.strokeText(label.text, inside, py);
    context.fillText(label.text, inside, py);
  }
}

function trace(
  context: CanvasRenderingContext2D,
  shape: Shape,
  x: (unit: number) => number,
  y: (unit: number) => number,
): void {
  context.beginPath();
  for (const [index, point] of shape.points.entries()) {
    if (index === 0) context.moveTo(x(point.x), y(point.y));
    else context.lineTo(x(point.x), y(point.y));
  }
  context.closePath();
}

/** A focal point: where everybody looks. */
function star(context: CanvasRenderingContext2D, at: Point, ink: string): void {
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(at.x, at.y, 7, 0, 2 * Math.PI);
  context.moveTo(at.x - 11, at.y);
  context.lineTo(at.x + 11, at.y);
  context.moveTo(at.x, at.y - 11);
  context.lineTo(at.x, at.y + 11);
  context.stroke();
}
