/**
 * The drawing of a chart: drag or arrow keys to move, wheel, pinch or buttons to zoom. What it shows is told in words
 * and numbers beside it, so that nobody depends on seeing it.
 */
import { ActionIcon, Group } from "@mantine/core";
import { useResizeObserver } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Chart } from "../../../core/seating/chart.ts";
import { words } from "../text/words.ts";
import styles from "./chart-drawing.module.css";
import { paint, type View } from "./chart-paint.ts";
import { sceneOf, type ChartScene } from "./chart-scene.ts";

const ZOOM_STEP = 1.35;
const ZOOM_OUT_MAX = 0.8;
const ZOOM_IN_MAX = 80;
const KEY_STEP_PX = 60;

export function ChartDrawing(props: { readonly chart: Chart; readonly label: string }) {
  const { chart, label } = props;
  const scene = useMemo(() => sceneOf(chart), [chart]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, box] = useResizeObserver<HTMLDivElement>();
  const [moved, setMoved] = useState<View>();
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const whole = wholeView(scene, box);
  const view = moved ?? whole;

  useEffect(() => {
    const element = canvas.current;
    if (element === null || box.width === 0) return undefined;
    const request = requestAnimationFrame(() => draw(element, scene, view, box));
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

  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = canvas.current;
    // React listens to wheels passively and could not keep the page from scrolling
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(
        event.deltaY < 0 ? ZOOM_STEP ** 0.5 : ZOOM_STEP ** -0.5,
        event.offsetX - box.width / 2,
        event.offsetY - box.height / 2,
      );
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [box.width, box.height]);

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other === undefined) move(now.x - before.x, now.y - before.y);
    else
      zoom(
        Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)),
      );
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
        role="img"
        aria-label={`${label}. ${words.chart.keys}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        }}
        onPointerMove={onPointerMove}
        onPointerUp={(event) => pointers.current.delete(event.pointerId)}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
      />
      <Group gap={4} className={styles["tools"]}>
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

const KEYS: Readonly<Record<string, { readonly zoom: number } | { readonly x: number; readonly y: number }>> = {
  "+": { zoom: ZOOM_STEP },
  "=": { zoom: ZOOM_STEP },
  "-": { zoom: 1 / ZOOM_STEP },
  ArrowLeft: { x: KEY_STEP_PX, y: 0 },
  ArrowRight: { x: -KEY_STEP_PX, y: 0 },
  ArrowUp: { x: 0, y: KEY_STEP_PX },
  ArrowDown: { x: 0, y: -KEY_STEP_PX },
};

function wholeView(scene: ChartScene, box: { readonly width: number; readonly height: number }): View {
  const { minX, minY, maxX, maxY } = scene.bounds;
  return {
    scale: Math.max(Math.min(box.width / (maxX - minX), box.height / (maxY - minY)), Number.MIN_VALUE),
    centreX: (minX + maxX) / 2,
    centreY: (minY + maxY) / 2,
  };
}

function draw(
  element: HTMLCanvasElement,
  scene: ChartScene,
  view: View,
  size: { readonly width: number; readonly height: number },
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
}
