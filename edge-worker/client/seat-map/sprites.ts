/**
 * Seats drawn once per size, category and state, then stamped: a stamp costs a fraction of a path. The state is told
 * by shape, not by colour alone: free seats are filled, others are small hollow rings, and a category beyond the
 * palette's colours has another outline.
 */
import { COLORS, type Theme } from "./theme.ts";

/** Stamps of one size at most: categories by two states. */
const STAMPS_MAX = 128;

export class Sprites {
  readonly #stamps = new Map<string, HTMLCanvasElement>();
  #size = 0;
  #theme: Theme | undefined;

  /** @param size of a seat, in device pixels. */
  prepare(size: number, theme: Theme): void {
    if (this.#size === size && this.#theme === theme) return;
    this.#size = size;
    this.#theme = theme;
    this.#stamps.clear();
  }

  stamp(category: number, isFree: boolean, isAccessible: boolean): HTMLCanvasElement {
    const key = `${category} ${isFree} ${isAccessible}`;
    const known = this.#stamps.get(key);
    if (known !== undefined) return known;
    const made = this.#draw(category, isFree, isAccessible);
    if (this.#stamps.size >= STAMPS_MAX) this.#stamps.clear();
    this.#stamps.set(key, made);
    return made;
  }

  #draw(category: number, isFree: boolean, isAccessible: boolean): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const side = Math.ceil(this.#size) + 2;
    canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    const theme = this.#theme;
    if (context === null || theme === undefined) return canvas;
    const [middle, radius] = [side / 2, this.#size / 2];
    if (isFree) {
      context.fillStyle = theme.categories[category % COLORS] ?? theme.ink;
      outline(context, middle, middle, radius, Math.floor(category / COLORS));
      context.fill();
      if (isAccessible) markAccessible(context, middle, radius, theme.onCategories[category % COLORS] ?? theme.paper);
    } else {
      context.strokeStyle = theme.soft;
      context.lineWidth = Math.max(1, radius * 0.18);
      outline(context, middle, middle, radius * 0.5, 0);
      context.stroke();
    }
    return canvas;
  }
}

/** A ring inside: a place for a wheelchair, as the legend says. */
function markAccessible(context: CanvasRenderingContext2D, middle: number, radius: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, radius * 0.16);
  outline(context, middle, middle, radius * 0.74, 0);
  context.stroke();
}

/** @param shape 0 a circle, 1 a square, 2 a diamond, and again. */
export function outline(context: CanvasRenderingContext2D, x: number, y: number, radius: number, shape: number): void {
  context.beginPath();
  if (shape % 3 === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape % 3 === 1) context.rect(x - radius * 0.86, y - radius * 0.86, radius * 1.72, radius * 1.72);
  else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y);
    context.lineTo(x, y + radius);
    context.lineTo(x - radius, y);
    context.closePath();
  }
}
