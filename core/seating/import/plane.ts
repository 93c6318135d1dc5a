/**
 * Geometry of drawings: moving into the chart's plane, and outlines of shapes as polygons.
 */
import type { Point } from "../chart.ts";

export const OUTLINE_POINTS_MAX = 500;
export const ORIGIN: Point = { x: 0, y: 0 };
const ELLIPSE_CORNERS = 24;

/** `point`, drawn relative to `origin`, in the plane of the chart. Hundredths are finer than any pixel. */
export function placed(point: Point, origin: Point): Point {
  return { x: hundredths(point.x + origin.x), y: hundredths(point.y + origin.y) };
}

export function outlineOf(points: readonly Point[], origin: Point): Point[] {
  return points.map((point) => placed(point, origin));
}

/** The corners of a rectangle around `center`, turned clockwise by `degrees`. */
export function rectangle(center: Point, width: number, height: number, degrees: number): Point[] {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  return [
    { x: -halfWidth, y: -halfHeight },
    { x: halfWidth, y: -halfHeight },
    { x: halfWidth, y: halfHeight },
    { x: -halfWidth, y: halfHeight },
  ].map((corner) => turned(corner, center, degrees));
}

export function ellipse(center: Point, radiusX: number, radiusY: number, degrees: number): Point[] {
  return Array.from({ length: ELLIPSE_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / ELLIPSE_CORNERS;
    return turned({ x: radiusX * Math.cos(angle), y: radiusY * Math.sin(angle) }, center, degrees);
  });
}

function turned(offset: Point, center: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: center.x + offset.x * cos - offset.y * sin, y: center.y + offset.x * sin + offset.y * cos };
}

function hundredths(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? 0 : rounded; // never -0: its JSON is that of 0, and a chart is known by its JSON
}
