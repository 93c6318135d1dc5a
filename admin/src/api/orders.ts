/** Orders as the office sees them, and their refunds. */
import {
  officeOrderDocument,
  ordersPageDocument,
  refundDocument,
  type OrderChangeBody,
} from "../../../core/contract/organizer/orders.ts";
import { storyDocument } from "../../../core/contract/organizer/story.ts";
import type { SeatId } from "../../../core/brand.ts";
import { ask, query } from "./client.ts";

export function readOrders(filter: {
  readonly q?: string | undefined;
  readonly event?: string | undefined;
  readonly before?: string | undefined;
}) {
  return ask(`/orders${query(filter)}`, ordersPageDocument);
}

export function readOrder(id: string) {
  return ask(`/orders/${encodeURIComponent(id)}`, officeOrderDocument);
}

export function readStory(id: string) {
  return ask(`/orders/${encodeURIComponent(id)}/story`, storyDocument);
}

export function changeOrder(id: string, body: OrderChangeBody) {
  return ask(`/orders/${encodeURIComponent(id)}`, officeOrderDocument, { method: "PATCH", body });
}

export interface RefundWish {
  readonly reason: string;
  /** Absent: all that is left. */
  readonly amount?: { readonly currency: string; readonly value: number };
  readonly releaseSeats: boolean;
  /** Absent: all places of the order. */
  readonly seatIds?: readonly SeatId[];
}

/** @param key the same for the same wish, so that a lost answer can be asked for again without a second refund. */
export function refundOrder(id: string, key: string, wish: RefundWish) {
  return ask(`/orders/${encodeURIComponent(id)}/refunds`, refundDocument, {
    method: "POST",
    headers: { "idempotency-key": key },
    body: wish,
  });
}
