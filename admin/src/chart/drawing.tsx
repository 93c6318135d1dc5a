/**
 * The drawing of a chart: drag or arrow keys to move, wheel, pinch or buttons to zoom; where seats can be marked, a
 * press marks one and a drawn box many. What it shows is told in words and numbers beside it, so that nobody depends on
 * seeing it.
 */
import { ActionIcon, Group, SegmentedControl } from "@mantine/core";
import { useResizeObserver } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Chart } from "../../../core/seating/chart.ts";
import { words } from "../text/words.ts";
import styles from "./drawing.module.css";
import { seatsIn } from "./marking.ts";
import { paint, paintBox, type Box, type View } from "./paint.ts";
import { sceneOf, type ChartScene, type SeatLook } from "./scene.ts";

const ZOOM_STEP = 1.35;
const ZOOM_OUT_MAX = 0.8;
const ZOOM_IN_MAX = 80;
const KEY_STEP_PX = 60;

export interface ChartDrawingProps {
  readonly chart: Chart;
  readonly label: string;
  /** Must stay the same function while nothing changes: a new one draws anew. */
  readonly look?: SeatLook;
  /** The category that stands out. */
  readonly lit?: string | undefined;
  /** When given, seats can be marked; it is told their numbers in walking order. */
  readonly onMark?: (seats: readonly number[]) => void;
}

export function ChartDrawing(props: ChartDrawingProps) {
  const { chart, label, look, lit, onMark } = props;
  const scene = useMemo(() => sceneOf(chart, look, lit), [chart, look, lit]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, size] = useResizeObserver<HTMLDivElement>();
  const [moved, setMoved] = useState<View>();
  const [isMarking, setIsMarking] = useState(false);
  const [box, setBox] = useState<Box>();
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const whole = wholeView(scene, size);
  const view = moved ?? whole;

  useEffect(() => {
    const element = canvas.current;
    if (element === null || size.width === 0) return undefined;
    const request = requestAnimationFrame(() => draw(element, scene, view, size, box));
    return () => cancelAnimationFrame(request);
  });

  const zoom = (factor: number, atX = 0, atY = 0): void => {
    const scale = Math.min(Math.max(view.scale * factor, whole.scale * ZOOM_OUT_MAX), whole.scale * ZOOM_IN_MAX);
    // the unit under the pointer stays under it
    const shift = 1 / view.scale - 1 / scale;
    setMoved({ scale, centreX: view.centreX + atX * shift, centreY: view.centreY + atY * shift });
  };
  const move = (dxPx: number, dyPx: number): void =>
    setMoved({ ...view, centreX: view.centreX - dxPx / view.scale, centreY: view.centreY - dyPx / view.scale });
  useWheelZoom(canvas, size, zoom);

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const at = within(event);
    if (isMarking && pointers.current.size === 1) setBox({ fromX: at.x, fromY: at.y, toX: at.x, toY: at.y });
    else setBox(undefined);
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const at = within(event);
    if (box !== undefined) setBox({ ...box, toX: at.x, toY: at.y });
    else if (other === undefined) move(now.x - before.x, now.y - before.y);
    else
      zoom(
        Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)),
      );
  };
  const onPointerUp = (event: PointerEvent<HTMLCanvasElement>): void => {
    pointers.current.delete(event.pointerId);
    if (box === undefined) return;
    setBox(undefined);
    const marked = seatsIn(chart, box, view, size, scene.seatRadius);
    if (marked.length > 0) onMark?.(marked);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    if ("zoom" in act) zoom(act.zoom);
    else move(act.x, act.y);
  };

  return (
    <div className={styles["frame"]} ref={frame}>
      <canvas
        ref={canvas}
        className={styles["canvas"]}
        data-marking={isMarking}
        role="img"
        aria-label={`${label}. ${words.chart.keys}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={(event) => {
          pointers.current.delete(event.pointerId);
          setBox(undefined);
        }}
      />
      <Group gap={4} className={styles["tools"]}>
        {onMark !== undefined && (
          <SegmentedControl
            size="xs"
            aria-label={words.chart.hand}
            value={isMarking ? "mark" : "move"}
            onChange={(hand) => setIsMarking(hand === "mark")}
            data={[
              { value: "move", label: words.chart.move },
              { value: "mark", label: words.chart.mark },
            ]}
          />
        )}
        <ActionIcon variant="default" aria-label={words.chart.zoomIn} onClick={() => zoom(ZOOM_STEP)}>
          +
        </ActionIcon>
        <ActionIcon variant="default" aria-label={words.chart.zoomOut} onClick={() => zoom(1 / ZOOM_STEP)}>
          −
        </ActionIcon>
        <ActionIcon variant="default" aria-label={words.chart.zoomAll} onClick={() => setMoved(undefined)}>
          ⤢
        </ActionIcon>
      </Group>
    </div>
  );
}

/** React listens to wheels passively and could not keep the page from scrolling. */
function useWheelZoom(
  canvas: { readonly current: HTMLCanvasElement | null },
  size: { readonly width: number; readonly height: number },
  zoom: (factor: number, atX: number, atY: number) => void,
): void {
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(
        event.deltaY < 0 ? ZOOM_STEP ** 0.5 : ZOOM_STEP ** -0.5,
        event.offsetX - size.width / 2,
        event.offsetY - size.height / 2,
      );
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [canvas, size.width, size.height]);
}

function within(event: PointerEvent<HTMLCanvasElement>): { readonly x: number; readonly y: number } {
  const rect = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - rect.left, y: event.clientY - rect.top };
}

const KEYS: Readonly<Record<string, { readonly zoom: number } | { readonly x: number; readonly y: number }>> = {
  "+": { zoom: ZOOM_STEP },
  "=": { zoom: ZOOM_STEP },
  "-": { zoom: 1 / ZOOM_STEP },
  ArrowLeft: { x: KEY_STEP_PX, y: 0 },
  ArrowRight: { x: -KEY_STEP_PX, y: 0 },
  ArrowUp: { x: 0, y: KEY_STEP_PX },
  ArrowDown: { x: 0, y: -KEY_STEP_PX },
};

function wholeView(scene: ChartScene, size: { readonly width: number; readonly height: number }): View {
  const { minX, minY, maxX, maxY } = scene.bounds;
  return {
    scale: Math.max(Math.min(size.width / (maxX - minX), size.height / (maxY - minY)), Number.MIN_VALUE),
    centreX: (minX + maxX) / 2,
    centreY: (minY + maxY) / 2,
  };
}

function draw(
  element: HTMLCanvasElement,
  scene: ChartScene,
  view: View,
  size: { readonly width: number; readonly height: number },
  box: Box | undefined,
): void {
  const context = element.getContext("2d");
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (element.width !== width || element.height !== height) {
    element.width = width;
    element.height = height;
  }
  const style = getComputedStyle(element);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(context, scene, view, size, {
    text: style.getPropertyValue("--mantine-color-text"),
    line: style.getPropertyValue("--mantine-color-default-border"),
    ground: style.getPropertyValue("--mantine-color-body"),
  });
  if (box !== undefined) paintBox(context, box, style.getPropertyValue("--mantine-color-foyer-outline"));
}
