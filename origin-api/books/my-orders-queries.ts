/** The orders of an address, of whatever organization, the newest first. */
import { sql } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type EventId, type OrderId } from "../../core/brand.ts";
import { MY_ORDERS_MAX, type MyOrdersDocument } from "../../core/contract/my-orders.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { orderStatus } from "./order-queries.ts";

type Row = {
  id: OrderId;
  reference: string;
  event_id: EventId;
  link_edition: number | string;
  title: string;
  starts_ms: string;
  venue: string;
  time_zone: string;
  currency: CurrencyCode;
  total_minor: string;
  refunded_minor: string;
  places: string;
};

export interface OrderOfAddress {
  readonly order: Omit<MyOrdersDocument["orders"][number], "url">;
  /** The edition of its link. */
  readonly linkEdition: number;
}

export async function ordersOfAddress(database: Database, address: string): Promise<OrderOfAddress[]> {
  const { rows } = await database.execute<Row>(sql`
    SELECT o.id, o.reference, o.event_id, o.link_edition, e.title, (extract(epoch FROM e.starts_at) * 1000)::bigint AS starts_ms,
      v.name AS venue, v.time_zone, o.currency, o.total_minor,
      (SELECT count(*) FROM passes s WHERE s.order_id = o.id AND s.voided_at IS NULL) AS places,
      (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r JOIN payments p ON p.id = r.payment_id
        WHERE p.order_id = o.id AND r.state <> 'failed') AS refunded_minor
    FROM orders o JOIN events e ON e.id = o.event_id JOIN venues v ON v.id = e.venue_id
    WHERE o.buyer_email = ${address} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${MY_ORDERS_MAX}`);
  return rows.map((row) => ({ order: orderOf(row), linkEdition: Number(row.link_edition) }));
}

function orderOf(row: Row): OrderOfAddress["order"] {
  return {
    orderId: row.id,
    reference: row.reference,
    status: orderStatus(Number(row.total_minor), Number(row.refunded_minor)),
    amount: {
      currency: row.currency,
      value: toDecimal({ currency: row.currency, minor: minorUnits(Number(row.total_minor)) }),
    },
    places: Number(row.places),
    eventId: row.event_id,
    title: row.title,
    startsAt: new Date(Number(row.starts_ms)).toISOString(),
    venue: row.venue,
    timeZone: row.time_zone,
  };
}
