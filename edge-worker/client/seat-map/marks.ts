/**
 * What changes with every tap, drawn over the picture: chosen seats with a check, seats that somebody else got or that
 * would stay alone with a ring, and the place where the list stands.
 */
import type { ChartModel } from "./chart-model.ts";
import { type Frame, placing, seatSizeCss } from "./frame.ts";
import { outline } from "./sprites.ts";
import type { Theme } from "./theme.ts";

export interface Marks {
  readonly chosen: readonly number[];
  /** Taken by somebody else, or left alone by this choice. */
  readonly trouble: readonly number[];
  /** Where the list stands. */
  readonly cursor: number | undefined;
}

export function paintMarks(
  context: CanvasRenderingContext2D,
  frame: Frame,
  model: ChartModel,
  theme: Theme,
  marks: Marks,
): void {
  const at = placing(frame);
  const { plan } = model;
  const size = seatSizeCss(model, frame.view) * frame.ratio;
  const radius = Math.max(size / 2, 5 * frame.ratio);
  const place = (seat: number): [number, number] => [at.x(plan.x[seat] ?? 0), at.y(plan.y[seat] ?? 0)];
  for (const seat of marks.chosen) {
    const [x, y] = place(seat);
    outline(context, x, y, radius + 1.5 * frame.ratio, 0);
    context.fillStyle = theme.ink;
    context.fill();
    context.beginPath();
    context.moveTo(x - radius * 0.5, y + radius * 0.05);
    context.lineTo(x - radius * 0.12, y + radius * 0.42);
    context.lineTo(x + radius * 0.52, y - radius * 0.38);
    context.strokeStyle = theme.paper;
    context.lineWidth = Math.max(radius * 0.24, 1.5 * frame.ratio);
    context.stroke();
  }
  context.lineWidth = 3 * frame.ratio;
  context.strokeStyle = theme.bad;
  for (const seat of marks.trouble) {
    outline(context, ...place(seat), radius + 3 * frame.ratio, 0);
    context.stroke();
  }
  if (marks.cursor === undefined) return;
  context.strokeStyle = theme.brand;
  outline(context, ...place(marks.cursor), radius + 4 * frame.ratio, 0);
  context.stroke();
}
