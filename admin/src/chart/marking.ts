/** Which seats somebody meant: the one under a press, or all in a box. Pure; seats are numbers in walking order. */
import { seatsOf, type Chart } from "../../../core/seating/chart.ts";
import type { Box, View } from "./paint.ts";

/** A box smaller than this is a press. */
const PRESS_PX = 5;
/** A finger is wider than a seat. */
const REACH_PX = 12;

/** @param seatRadius in chart units. */
export function seatsIn(
  chart: Chart,
  box: Box,
  view: View,
  size: { readonly width: number; readonly height: number },
  seatRadius: number,
): number[] {
  const unitX = (px: number): number => (px - size.width / 2) / view.scale + view.centreX;
  const unitY = (px: number): number => (px - size.height / 2) / view.scale + view.centreY;
  const [fromX, toX] = [unitX(Math.min(box.fromX, box.toX)), unitX(Math.max(box.fromX, box.toX))];
  const [fromY, toY] = [unitY(Math.min(box.fromY, box.toY)), unitY(Math.max(box.fromY, box.toY))];
  const isPress = Math.abs(box.toX - box.fromX) < PRESS_PX && Math.abs(box.toY - box.fromY) < PRESS_PX;
  const inside: number[] = [];
  let nearest = { seat: -1, distance: Math.max(seatRadius, REACH_PX / view.scale) };
  let seat = 0;
  for (const { x, y } of seatsOf(chart)) {
    if (isPress) {
      const distance = Math.hypot(x - fromX, y - fromY);
      if (distance < nearest.distance) nearest = { seat, distance };
    } else if (x >= fromX && x <= toX && y >= fromY && y <= toY) inside.push(seat);
    seat += 1;
  }
  if (isPress) return nearest.seat < 0 ? [] : [nearest.seat];
  return inside;
}
