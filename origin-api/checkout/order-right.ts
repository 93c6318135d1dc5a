/** What a link to an order opens: one order, and the event that can tell of it while Postgres is down. */
import type { EventId, OrderId } from "../../core/brand.ts";

export interface OrderAccess {
  readonly orderId: OrderId;
  readonly eventId: EventId;
  /** See `orders.link_edition`. */
  readonly linkEdition: number;
}

/** Of an order that never went to another address. Keys leave it unsaid. */
export const FIRST_LINK_EDITION = 1;
