/**
 * Seat numbers, written once per size and colour and then stamped: writing text costs many times more than a stamp, and
 * a hall has few different numbers.
 */
import type { Theme } from "./theme.ts";

/** A few hundred small pictures at most; a hall with more different labels writes some of them again. */
const STAMPS_MAX = 600;

export class Figures {
  readonly #stamps = new Map<string, HTMLCanvasElement>();
  #size = 0;
  #font = "";

  /** @param size of the figures, in device pixels. */
  prepare(size: number, theme: Theme): void {
    const font = `600 ${size}px ${theme.font}`;
    if (this.#font === font) return;
    this.#font = font;
    this.#size = size;
    this.#stamps.clear();
  }

  stamp(text: string, color: string): HTMLCanvasElement {
    const key = `${color}${text}`;
    const known = this.#stamps.get(key);
    if (known !== undefined) return known;
    const made = this.#write(text, color);
    if (this.#stamps.size >= STAMPS_MAX) this.#stamps.clear();
    this.#stamps.set(key, made);
    return made;
  }

  #write(text: string, color: string): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    if (context === null) return canvas;
    context.font = this.#font;
    // long labels are pressed into the seat
    const width = Math.min(Math.ceil(context.measureText(text).width), this.#size * 2);
    canvas.width = Math.max(width, 1);
    canvas.height = Math.ceil(this.#size * 1.3);
    context.font = this.#font; // a canvas that changes its size forgets it
    context.fillStyle = color;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, canvas.width / 2, canvas.height / 2, canvas.width);
    return canvas;
  }
}
