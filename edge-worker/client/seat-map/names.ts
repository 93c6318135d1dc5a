/**
 * Names on the map: fronts, areas with what is left of them, sections. None is written over another: those that come
 * first stay, and who comes closer sees the rest.
 */
import type { Point } from "../../../core/seating/chart.ts";
import { boxAround } from "./chart-model.ts";
import type { Frame, Placing } from "./frame.ts";
import type { Theme } from "./theme.ts";

const NAME_CSS = 13;

interface Taken {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class Names {
  readonly #context: CanvasRenderingContext2D;
  readonly #at: Placing;
  readonly #theme: Theme;
  readonly #ratio: number;
  readonly #left: number;
  readonly #right: number;
  readonly #taken: Taken[] = [];

  constructor(context: CanvasRenderingContext2D, at: Placing, theme: Theme, { ratio, rim, width }: Frame) {
    this.#context = context;
    this.#at = at;
    this.#theme = theme;
    this.#ratio = ratio;
    this.#left = rim;
    this.#right = width - rim;
  }

  /** On a plate of its own. */
  plate(text: string, point: Point): void {
    const context = this.#context;
    const width = this.#measure([text]) + 20 * this.#ratio;
    const [x, y] = [this.#inSight(this.#at.x(point.x), width), this.#at.y(point.y)];
    const height = 24 * this.#ratio;
    if (!this.#claim(x, y, width, height)) return;
    context.fillStyle = this.#theme.line;
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, height / 2);
    context.fill();
    context.fillStyle = this.#theme.ink;
    context.fillText(text, x, y);
  }

  /** Lines under each other, with a rim of paper so that they can be read over seats. */
  lines(texts: readonly string[], point: Point): void {
    const step = (NAME_CSS + 4) * this.#ratio;
    const width = this.#measure(texts);
    const [x, y] = [this.#inSight(this.#at.x(point.x), width), this.#at.y(point.y)];
    if (!this.#claim(x, y, width, step * texts.length)) return;
    const context = this.#context;
    context.strokeStyle = this.#theme.paper;
    context.lineWidth = 4 * this.#ratio;
    context.fillStyle = this.#theme.ink;
    for (const [index, text] of texts.entries()) {
      const lineY = y + (index - (texts.length - 1) / 2) * step;
      context.strokeText(text, x, lineY);
      context.fillText(text, x, lineY);
    }
  }

  #measure(texts: readonly string[]): number {
    this.#context.font = `600 ${NAME_CSS * this.#ratio}px ${this.#theme.font}`;
    return Math.max(...texts.map((text) => this.#context.measureText(text).width));
  }

  /** What is in sight has its name in sight, and not cut off at the edge. */
  #inSight(x: number, width: number): number {
    const room = width / 2 + 4 * this.#ratio;
    return x < this.#left || x > this.#right ? x : Math.max(this.#left + room, Math.min(x, this.#right - room));
  }

  #claim(x: number, y: number, width: number, height: number): boolean {
    const own = { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
    const collides = this.#taken.some(
      ({ left, top, right, bottom }) => own.left < right && own.right > left && own.top < bottom && own.bottom > top,
    );
    if (!collides) this.#taken.push(own);
    return !collides;
  }
}

/** Where a name of an outline belongs: on the upright line through its middle, in the widest stretch that is inside. */
export function middleOf(outline: readonly Point[]): Point {
  const { minX, minY, maxX, maxY } = boxAround(outline);
  const x = (minX + maxX) / 2;
  const crossings = outline
    .flatMap((a, index) => {
      const b = outline[(index + 1) % outline.length] ?? a;
      return a.x > x === b.x > x ? [] : [a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y)];
    })
    .toSorted((a, b) => a - b);
  let best: Point = { x, y: (minY + maxY) / 2 };
  let widest = 0;
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [top, bottom] = [crossings[index] ?? 0, crossings[index + 1] ?? 0];
    if (bottom - top > widest) [widest, best] = [bottom - top, { x, y: (top + bottom) / 2 }];
  }
  return best;
}
