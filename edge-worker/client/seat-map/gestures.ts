/**
 * Fingers, mouse and wheel on the map: one moves it, two pinch it, the wheel brings it closer, a tap points at a place,
 * and two taps on the same place come closer. Knows nothing of seats.
 */
export interface Gestures {
  pan(dxPx: number, dyPx: number): void;
  /** @param factor above 1 comes closer, to the point that stays where it is. */
  zoom(factor: number, x: number, y: number): void;
  tap(x: number, y: number): void;
  doubleTap(x: number, y: number): void;
  hover(x: number, y: number): void;
}

interface Pointer {
  x: number;
  y: number;
}

/** A finger trembles this much. */
const TREMBLE_PX = 7;
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_PX = 18;
const WHEEL_LINE_PX = 16;
/** Zoom per pixel of the wheel; a pinch on a touchpad comes as a wheel with the control key, in smaller steps. */
const WHEEL_RATE = 0.0016;
const TOUCHPAD_PINCH_RATE = 0.011;

export function listenForGestures(target: HTMLElement, gestures: Gestures): void {
  const pointers = new Map<number, Pointer>();
  let start: Pointer | undefined;
  let tapped = false;
  let lastTap = { x: 0, y: 0, atMs: -Infinity };

  const here = (event: MouseEvent): Pointer => {
    const box = target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, here(event));
    target.setPointerCapture(event.pointerId);
    start = pointers.size === 1 ? here(event) : undefined; // two fingers never tap
  });

  // whatever has the focus keeps it: the list, or the form that a tap led to
  target.addEventListener("mousedown", (event) => event.preventDefault());

  target.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    const now = here(event);
    if (before === undefined) {
      if (event.pointerType === "mouse") gestures.hover(now.x, now.y);
      return;
    }
    if (start !== undefined && distance(start, now) < TREMBLE_PX) return;
    start = undefined;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other === undefined) gestures.pan(now.x - before.x, now.y - before.y);
    else pinch(other, before, now);
  });

  function pinch(other: Pointer, before: Pointer, now: Pointer): void {
    // each finger moves the middle by half of its own way
    gestures.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    const factor = distance(now, other) / Math.max(distance(before, other), 1);
    gestures.zoom(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  target.addEventListener("pointerup", (event) => {
    const wasTap = start !== undefined && pointers.has(event.pointerId);
    pointers.delete(event.pointerId);
    start = undefined;
    tapped = wasTap;
  });

  // A tap ends with the click. Before it a browser sends what a mouse would have done, which takes the focus from
  // wherever a tap has put it.
  target.addEventListener("click", (event) => {
    if (!tapped) return;
    tapped = false;
    const now = here(event);
    const isDouble = event.timeStamp - lastTap.atMs < DOUBLE_TAP_MS && distance(lastTap, now) < DOUBLE_TAP_PX;
    // the second tap takes back what the first one did, since choosing is a switch
    gestures.tap(now.x, now.y);
    if (isDouble) gestures.doubleTap(now.x, now.y);
    lastTap = { ...now, atMs: isDouble ? -Infinity : event.timeStamp };
  });

  target.addEventListener("pointercancel", (event) => {
    pointers.delete(event.pointerId);
    start = undefined;
  });

  target.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = here(event);
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL_LINE_PX : event.deltaY;
      gestures.zoom(Math.exp(-pixels * (event.ctrlKey ? TOUCHPAD_PINCH_RATE : WHEEL_RATE)), x, y);
    },
    { passive: false },
  );
}

function distance(a: Pointer, b: Pointer): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
