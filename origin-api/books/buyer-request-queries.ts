/** Reads what buyers ask back: the office's list, those of an order, one. */
import { sql, type SQL } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type EventId, type OrderId, type OrganizationId } from "../../core/brand.ts";
import type {
  BuyersRefundRequest,
  RefundRequestDocument,
  RefundRequestsPage,
} from "../../core/contract/refund-requests.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { cursorIn, cursorText } from "../db/page-cursor.ts";

type Row = {
  id: string;
  order_id: OrderId;
  reference: string;
  event_id: EventId;
  title: string;
  buyer_email: string | null;
  buyer_name: string | null;
  currency: CurrencyCode;
  total_minor: string;
  state: RefundRequestDocument["state"];
  reason: string;
  requested_ms: string;
  decided_ms: string | null;
  decided_by: string | null;
  answer: string | null;
  refund_id: string | null;
};

export interface RequestsWanted {
  readonly state?: RefundRequestDocument["state"];
  readonly eventId?: EventId;
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: string;
}

/** Newest first. A cursor that is none of ours begins anew. */
export async function refundRequestsPageOf(
  database: Database,
  organizationId: OrganizationId,
  { state, eventId, limit, before }: RequestsWanted,
): Promise<RefundRequestsPage> {
  const where = sql`q.organization_id = ${organizationId}
    AND ${state === undefined ? sql`true` : sql`q.state = ${state}`}
    AND ${eventId === undefined ? sql`true` : sql`o.event_id = ${eventId}`}
    AND ${isBefore(before)}`;
  const rows = await read(database, where, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorText(last.requested_ms, last.id) : null;
  return { refundRequests: shown.map(documentOf), next };
}

export async function refundRequestOf(
  database: Database,
  organizationId: OrganizationId,
  requestId: string,
): Promise<RefundRequestDocument | undefined> {
  const [row] = await read(database, sql`q.id = ${requestId} AND q.organization_id = ${organizationId}`, 1);
  return row === undefined ? undefined : documentOf(row);
}

/** Newest first. Whoever asks has shown that the order is theirs to see. */
export async function refundRequestsOfOrder(database: Database, orderId: OrderId): Promise<RefundRequestDocument[]> {
  return (await read(database, sql`q.order_id = ${orderId}`, 100)).map(documentOf);
}

/** What of a request is the buyer's business. */
export function asBuyerSees(request: RefundRequestDocument): BuyersRefundRequest {
  const { requestId, state, reason, requestedAt, decidedAt, answer } = request;
  return { requestId, state, reason, requestedAt, decidedAt, answer };
}

function isBefore(cursor: string | undefined): SQL {
  const from = cursorIn(cursor);
  if (from === undefined) return sql`true`;
  return sql`(q.requested_at, q.id) < (to_timestamp(${from.atMs}::bigint / 1000.0), ${from.id}::uuid)`;
}

async function read(database: Database, where: SQL, limit: number): Promise<Row[]> {
  const { rows } = await database.execute<Row>(sql`
    SELECT q.id, q.order_id, o.reference, o.event_id, e.title, o.buyer_email, o.buyer_name, o.currency, o.total_minor,
      q.state, q.reason, (extract(epoch FROM q.requested_at) * 1000)::bigint AS requested_ms,
      (extract(epoch FROM q.decided_at) * 1000)::bigint AS decided_ms, q.decided_by, q.answer, q.refund_id
    FROM refund_requests q JOIN orders o ON o.id = q.order_id JOIN events e ON e.id = o.event_id
    WHERE ${where} ORDER BY q.requested_at DESC, q.id DESC LIMIT ${limit}`);
  return rows;
}

function documentOf(row: Row): RefundRequestDocument {
  const { currency } = row;
  return {
    requestId: row.id,
    orderId: row.order_id,
    reference: row.reference,
    eventId: row.event_id,
    eventTitle: row.title,
    buyer: { email: row.buyer_email, name: row.buyer_name },
    amount: { currency, value: toDecimal({ currency, minor: minorUnits(Number(row.total_minor)) }) },
    state: row.state,
    reason: row.reason,
    requestedAt: new Date(Number(row.requested_ms)).toISOString(),
    decidedAt: row.decided_ms === null ? null : new Date(Number(row.decided_ms)).toISOString(),
    decidedBy: row.decided_by,
    answer: row.answer,
    refundId: row.refund_id,
  };
}
