/** Events: drafts, the acts that move a sale, what was sold. */
import { z } from "zod";
import { seatId } from "../../../core/contract/fields.ts";
import {
  eventDocument,
  eventSummary,
  type BlockBody,
  type EventBody,
  type EventChangeBody,
  type EventState,
} from "../../../core/contract/organizer/events.ts";
import { salesReport } from "../../../core/contract/organizer/reports.ts";
import { ask, download, query } from "./client.ts";

const blocked = z.object({ action: z.enum(["block", "unblock"]), seatIds: z.array(seatId) });
const events = z.object({ events: z.array(eventSummary), next: z.int().nullable() });

export type SaleAct = "publish" | "open" | "pause" | "resume" | "close";

/** What can be done next, in the order in which it is offered. */
export const ACTS_BY_STATE: Readonly<Record<EventState, readonly SaleAct[]>> = {
  draft: ["publish"],
  scheduled: ["open", "close"],
  open: ["pause", "close"],
  paused: ["resume", "close"],
  closed: [],
};

export function readEvents(filter: { readonly state?: string | undefined; readonly offset?: number }) {
  return ask(`/events${query(filter)}`, events);
}

export function readEvent(id: string) {
  return ask(`/events/${encodeURIComponent(id)}`, eventDocument);
}

export function createEvent(body: EventBody) {
  return ask("/events", eventDocument, { method: "POST", body });
}

export function changeEvent(id: string, body: EventChangeBody) {
  return ask(`/events/${encodeURIComponent(id)}`, eventDocument, { method: "PATCH", body });
}

export function moveSale(id: string, act: SaleAct, message: string) {
  const body = message.trim() === "" ? {} : { message };
  return ask(`/events/${encodeURIComponent(id)}/${act}`, eventDocument, { method: "POST", body });
}

export function blockSeats(id: string, body: BlockBody) {
  return ask(`/events/${encodeURIComponent(id)}/blocks`, blocked, { method: "POST", body });
}

export function readSales(id: string) {
  return ask(`/events/${encodeURIComponent(id)}/sales`, salesReport);
}

export function downloadSales(id: string) {
  return download(`/events/${encodeURIComponent(id)}/sales.csv`);
}
