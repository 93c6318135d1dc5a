/**
 * The canvas: draws when something changed and never otherwise, once per frame. The chart is drawn into a larger
 * picture beside it; while the view moves, that picture is only shifted, and it is drawn sharply again at rest, or when
 * it no longer covers what is in sight. So moving costs the same with a hundred seats as with ten thousand.
 */
import { between, type Camera, type View } from "./camera.ts";
import type { Frame } from "./frame.ts";

/** The picture is this much larger than the canvas, each way. */
const PICTURE_FACTOR = 1.6;
/** Device pixels of a picture: enough for a large screen, and no phone runs out of memory. */
const PICTURE_PIXELS_MAX = 16_000_000;
const AT_REST_MS = 140;
const GLIDE_MS = 240;
/** A picture stretched further than this looks worse than a late frame. */
const STRETCH_MAX = 2.5;

export interface Brush {
  picture(context: CanvasRenderingContext2D, frame: Frame): void;
  marks(context: CanvasRenderingContext2D, frame: Frame): void;
}

interface Glide {
  readonly from: View;
  readonly to: View;
  readonly startedAtMs: number;
}

export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  readonly #brush: Brush;
  readonly #context: CanvasRenderingContext2D;
  readonly #picture = document.createElement("canvas");
  readonly #pictureContext: CanvasRenderingContext2D;
  #pictureView: View | undefined;
  #ratio = 1;
  #glide: Glide | undefined;
  #asked = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #moving = false;

  constructor(canvas: HTMLCanvasElement, camera: Camera, brush: Brush) {
    this.canvas = canvas;
    this.camera = camera;
    this.#brush = brush;
    this.#context = contextOf(canvas);
    this.#pictureContext = contextOf(this.#picture);
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  /** Something in the picture changed: draws it anew. */
  repaint(): void {
    this.#pictureView = undefined;
    this.refresh();
  }

  /** Marks or the view changed. */
  refresh(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame((nowMs) => this.#frame(nowMs));
  }

  /** The view moves with a finger or wheel: no more than a shift of the picture until it rests. */
  move(change: () => void): void {
    this.#glide = undefined;
    change();
    this.#stir();
  }

  /** Moves there smoothly, or at once for those who asked their system for less motion. */
  glideTo(view: View): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.move(() => this.camera.look(view));
    const { camera } = this;
    const from = camera.view;
    camera.look(view); // what is possible of it
    this.#glide = { from, to: camera.view, startedAtMs: performance.now() };
    camera.look(from);
    this.#stir();
  }

  #stir(): void {
    this.#moving = true;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.#moving = false;
      this.refresh();
    }, AT_REST_MS);
    this.refresh();
  }

  #frame(nowMs: number): void {
    this.#asked = false;
    if (this.#glide !== undefined) this.#glideOn(this.#glide, nowMs);
    const { view } = this.camera;
    if (!this.#showsWell(view)) this.#draw(view);
    this.#show(view);
    this.#brush.marks(this.#context, this.#frameOf(this.canvas, view));
    // where nothing can be moved, a finger scrolls the page
    const touchAction = this.camera.isWhole ? "pan-y" : "none";
    if (this.canvas.style.touchAction !== touchAction) this.canvas.style.touchAction = touchAction;
  }

  #glideOn({ from, to, startedAtMs }: Glide, nowMs: number): void {
    const share = Math.min(1, Math.max(0, (nowMs - startedAtMs) / GLIDE_MS));
    this.camera.look(between(from, to, 1 - (1 - share) ** 3));
    if (share === 1) this.#glide = undefined;
    this.#stir();
  }

  /** May the picture be shown as it is? At rest it must fit exactly; on the way it must cover what is in sight. */
  #showsWell(view: View): boolean {
    const drawn = this.#pictureView;
    if (drawn === undefined) return false;
    if (!this.#moving && drawn.scale !== view.scale) return false;
    const stretch = view.scale / drawn.scale;
    if (stretch > STRETCH_MAX || stretch < 1 / STRETCH_MAX) return false;
    const { width, height } = this.camera;
    const [halfX, halfY] = [
      this.#picture.width / this.#ratio / drawn.scale / 2,
      this.#picture.height / this.#ratio / drawn.scale / 2,
    ];
    const isZoomingOut = stretch < 1 && this.#moving;
    // on the way out the rim stays empty for a moment rather than that every frame draws everything
    const slack = isZoomingOut ? 1.5 : 1;
    return (
      Math.abs(view.x - drawn.x) + width / view.scale / 2 <= halfX * slack &&
      Math.abs(view.y - drawn.y) + height / view.scale / 2 <= halfY * slack
    );
  }

  #draw(view: View): void {
    this.#brush.picture(this.#pictureContext, this.#frameOf(this.#picture, view));
    this.#pictureView = view;
  }

  #show(view: View): void {
    const drawn = this.#pictureView ?? view;
    const { width, height } = this.canvas;
    const stretch = view.scale / drawn.scale;
    const pixels = view.scale * this.#ratio;
    const [wide, high] = [this.#picture.width * stretch, this.#picture.height * stretch];
    const left = width / 2 + (drawn.x - view.x) * pixels - wide / 2;
    const top = height / 2 + (drawn.y - view.y) * pixels - high / 2;
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    // whole pixels: a picture that is not stretched is copied, not blended
    if (stretch === 1) context.drawImage(this.#picture, Math.round(left), Math.round(top));
    else context.drawImage(this.#picture, left, top, wide, high);
  }

  #frameOf(canvas: HTMLCanvasElement, view: View): Frame {
    const { width, height } = canvas;
    return { view, width, height, ratio: this.#ratio, rim: (width - this.canvas.width) / 2 };
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.#ratio = Math.min(devicePixelRatio, 3);
    this.canvas.width = Math.round(clientWidth * this.#ratio);
    this.canvas.height = Math.round(clientHeight * this.#ratio);
    const factor = Math.min(PICTURE_FACTOR, Math.sqrt(PICTURE_PIXELS_MAX / (this.canvas.width * this.canvas.height)));
    this.#picture.width = Math.round(this.canvas.width * Math.max(1, factor));
    this.#picture.height = Math.round(this.canvas.height * Math.max(1, factor));
    this.camera.resize(clientWidth, clientHeight);
    this.repaint();
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws no canvas");
  return context;
}
