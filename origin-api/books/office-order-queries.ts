/**
 * Orders as the office sees them: found by what somebody says on the phone, paged by time, always of one organization.
 */
import { sql, type SQL } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type EventId, type OrderId, type OrganizationId } from "../../core/brand.ts";
import type { OrderSummary, OrdersPageDocument } from "../../core/contract/organizer/orders.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { cursorIn, cursorText } from "../db/page-cursor.ts";
import { orderStatus } from "./order-queries.ts";

export interface OrdersWanted {
  readonly eventId?: EventId;
  /** A reference, an e-mail address, a name, a seat, or an order's id. */
  readonly text?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: string;
}

type Row = {
  id: OrderId;
  reference: string;
  event_id: EventId;
  currency: CurrencyCode;
  total_minor: string;
  refunded_minor: string;
  places: string;
  buyer_email: string | null;
  buyer_name: string | null;
  placed_ms: string;
};

/** Newest first. A cursor that is none of ours begins anew. */
export async function ordersPage(
  database: Database,
  organizationId: OrganizationId,
  wanted: OrdersWanted,
): Promise<OrdersPageDocument> {
  const { rows } = await database.execute<Row>(sql`
    ${summaries}
    WHERE o.organization_id = ${organizationId}
      AND ${wanted.eventId === undefined ? sql`true` : sql`o.event_id = ${wanted.eventId}`}
      AND ${wanted.text === undefined ? sql`true` : says(wanted.text)}
      AND ${isBefore(wanted.before)}
    ORDER BY o.placed_at DESC, o.id DESC LIMIT ${wanted.limit + 1}`);
  const shown = rows.slice(0, wanted.limit);
  const last = shown.at(-1);
  const next = rows.length > wanted.limit && last !== undefined ? cursorText(last.placed_ms, last.id) : null;
  return { orders: shown.map(summaryOf), next };
}

export async function orderSummaryOf(
  database: Database,
  organizationId: OrganizationId,
  orderId: OrderId,
): Promise<OrderSummary | undefined> {
  const { rows } = await database.execute<Row>(
    sql`${summaries} WHERE o.organization_id = ${organizationId} AND o.id = ${orderId}`,
  );
  const row = rows[0];
  return row === undefined ? undefined : summaryOf(row);
}

const summaries = sql`
  SELECT o.id, o.reference, o.event_id, o.currency, o.total_minor, o.buyer_email, o.buyer_name,
    (extract(epoch FROM o.placed_at) * 1000)::bigint AS placed_ms,
    (SELECT count(*) FROM passes s WHERE s.order_id = o.id AND s.voided_at IS NULL) AS places,
    (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r JOIN payments p ON p.id = r.payment_id
      WHERE p.order_id = o.id AND r.state <> 'failed') AS refunded_minor
  FROM orders o`;

/** By its shape: an address, an id and a reference are looked up; anything else may be a name or a seat. */
function says(text: string): SQL {
  const lower = text.toLowerCase();
  if (text.includes("@")) return sql`o.buyer_email = ${lower}`;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(lower)) return sql`o.id = ${lower}::uuid`;
  const plain = text.toUpperCase().replaceAll(/[^0-9A-Z]/gu, "");
  const reference = `${plain.slice(0, 5)}-${plain.slice(5)}`;
  const contains = `%${text.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)}%`;
  return sql`(o.reference = ${reference} OR o.buyer_name ILIKE ${contains} OR ${hasSeat(text)})`;
}

/**
 * By a seat as people say it: "Stalls B 4", "b-4" or "B 4" finds "Stalls · B · 4", and not "Stalls · B · 41". Seats have
 * a number; a text without one is none. Also by the seat's id, as charts name it. A seat
 * that was given back still leads to the order it was in.
 */
function hasSeat(text: string): SQL {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!/\d/u.test(text) || words.length === 0) return sql`false`;
  const ending = `(^|[^[:alnum:]])${words.join("[^[:alnum:]]+")}$`;
  return sql`o.id IN (SELECT s.order_id FROM passes s
    WHERE s.seat_id = ${text} OR s.label ~* ${ending})`;
}

function isBefore(cursor: string | undefined): SQL {
  const from = cursorIn(cursor);
  if (from === undefined) return sql`true`;
  return sql`(o.placed_at, o.id) < (to_timestamp(${from.atMs}::bigint / 1000.0), ${from.id}::uuid)`;
}

function summaryOf(row: Row): OrderSummary {
  const { currency } = row;
  const money = (minor: string): OrderSummary["amount"] => ({
    currency,
    value: toDecimal({ currency, minor: minorUnits(Number(minor)) }),
  });
  return {
    orderId: row.id,
    reference: row.reference,
    eventId: row.event_id,
    status: orderStatus(Number(row.total_minor), Number(row.refunded_minor)),
    amount: money(row.total_minor),
    refunded: money(row.refunded_minor),
    places: Number(row.places),
    buyer: { email: row.buyer_email, name: row.buyer_name },
    placedAt: new Date(Number(row.placed_ms)).toISOString(),
  };
}
