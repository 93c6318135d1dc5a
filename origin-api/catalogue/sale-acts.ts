/**
 * The acts that move a sale, as a table: from which states, to which. Pure.
 *
 * An act whose end is reached already is not refused but told to the objects again: that is how a crash between the
 * books and an object is healed, by calling again.
 */
import type { EventState } from "../../core/contract/organizer/events.ts";

export const SALE_ACTS = {
  publish: { from: ["draft"], to: "scheduled", action: "event.published" },
  open: { from: ["scheduled", "paused"], to: "open", action: "event.opened" },
  pause: { from: ["open"], to: "paused", action: "event.paused" },
  resume: { from: ["paused"], to: "open", action: "event.resumed" },
  close: { from: ["scheduled", "open", "paused"], to: "closed", action: "event.closed" },
} as const satisfies Record<string, { from: readonly EventState[]; to: EventState; action: string }>;

export type SaleActName = keyof typeof SALE_ACTS;

export const SALE_ACT_NAMES: readonly SaleActName[] = ["publish", "open", "pause", "resume", "close"];

/** `move`: the state changes. `repeat`: it did before; tell the objects. `refuse`: not from this state. */
export function decideAct(name: SaleActName, state: EventState): "move" | "repeat" | "refuse" {
  const { from, to } = SALE_ACTS[name];
  if (from.some((allowed) => allowed === state)) return "move";
  if (state === to) return "repeat";
  // publishing again is always safe: an open sale stays open
  return name === "publish" && state !== "closed" ? "repeat" : "refuse";
}
