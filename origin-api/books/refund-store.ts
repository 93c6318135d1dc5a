/**
 * The refunds table: asked, acknowledged, settled, failed, seats given back. Each change is guarded by the state that
 * it changes and posts to the ledger in the same statement, so that repeating it changes nothing.
 *
 * That refunds never exceed what was captured is kept by a trigger (migration `books_rules`).
 */
import { sql, type SQL } from "drizzle-orm";
import {
  minorUnits,
  type CurrencyCode,
  type EventId,
  type MinorUnits,
  type OrderId,
  type OrganizationId,
  type SeatId,
} from "../../core/brand.ts";
import { posted, type Posted } from "../../core/sale/ledger.ts";
import type { Database } from "../db/client.ts";
import { noticeId, owedToBuyer } from "../notifications/owing.ts";
import { changeAndPost, postings, type LedgerSubject } from "./ledger-store.ts";

export interface RefundRecord extends LedgerSubject {
  readonly id: string;
  readonly paymentId: string;
  readonly fingerprint: string;
  readonly amountMinor: MinorUnits;
  readonly reason: string;
  readonly releaseSeats: boolean;
  readonly seatIds: readonly SeatId[] | null;
  readonly state: "pending" | "settled" | "failed";
  readonly providerRefundId: string | null;
  readonly failure: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly settledAt: string | null;
  readonly seatsReleasedAt: string | null;
}

type Row = {
  id: string;
  payment_id: string;
  fingerprint: string;
  amount_minor: string;
  reason: string;
  release_seats: boolean;
  seat_ids: SeatId[] | null;
  state: RefundRecord["state"];
  provider_refund_id: string | null;
  failure: string | null;
  requested_by: string;
  requested_at: string;
  settled_at: string | null;
  seats_released_at: string | null;
  organization_id: OrganizationId;
  event_id: EventId;
  order_id: OrderId | null;
  currency: CurrencyCode;
};

/** How long until the office looks again, when a call ended in silence or a bank takes its time. */
const SILENCE_LOOK_AGAIN = "1 minute";
const BANK_LOOK_AGAIN = "1 hour";

async function read(database: Database, where: SQL): Promise<RefundRecord[]> {
  const { rows } = await database.execute<Row>(sql`
    SELECT r.*, p.organization_id, p.event_id, p.order_id, p.currency
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE ${where}`);
  return rows.map((row) => ({
    id: row.id,
    paymentId: row.payment_id,
    fingerprint: row.fingerprint,
    amountMinor: minorUnits(Number(row.amount_minor)),
    reason: row.reason,
    releaseSeats: row.release_seats,
    seatIds: row.seat_ids,
    state: row.state,
    providerRefundId: row.provider_refund_id,
    failure: row.failure,
    requestedBy: row.requested_by,
    requestedAt: new Date(row.requested_at).toISOString(),
    settledAt: row.settled_at === null ? null : new Date(row.settled_at).toISOString(),
    seatsReleasedAt: row.seats_released_at === null ? null : new Date(row.seats_released_at).toISOString(),
    organizationId: row.organization_id,
    eventId: row.event_id,
    orderId: row.order_id,
    currency: row.currency,
  }));
}

export async function refundById(database: Database, id: string): Promise<RefundRecord | undefined> {
  return (await read(database, sql`r.id = ${id}`))[0];
}

export async function refundsOfPayment(database: Database, paymentId: string): Promise<RefundRecord[]> {
  return read(database, sql`r.payment_id = ${paymentId} ORDER BY r.requested_at, r.id`);
}

/** Takes what is due for the caller, so that two schedules do not look at the same. */
export async function dueRefunds(database: Database, limit: number): Promise<RefundRecord[]> {
  const { rows } = await database.execute<{ id: string }>(sql`
    UPDATE refunds SET due_at = now() + ${SILENCE_LOOK_AGAIN}::interval
    WHERE id IN (SELECT id FROM refunds WHERE due_at <= now() ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`);
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return read(database, sql`r.id IN (SELECT value::uuid FROM jsonb_array_elements_text(${ids}::jsonb))`);
}

export interface AskedRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly fingerprint: string;
  readonly amountMinor: MinorUnits;
  readonly reason: string;
  readonly releaseSeats: boolean;
  readonly seatIds?: readonly SeatId[];
  readonly requestedBy: string;
  /** What the provider already knows of it, when it did not begin here. */
  readonly providerRefundId?: string;
}

/**
 * The insertion, returning `id`; no row when it was asked before, is more than is left, or is blocked by a dispute.
 *
 * @param onlyIf a further condition
 */
export function askedRefund(asked: AskedRefund, onlyIf: SQL = sql`true`): SQL {
  const seatIds = asked.seatIds === undefined ? null : JSON.stringify(asked.seatIds);
  return sql`INSERT INTO refunds (id, payment_id, fingerprint, amount_minor, reason, release_seats, seat_ids, state,
      provider_refund_id, requested_by, due_at)
    SELECT ${asked.id}::uuid, p.id, ${asked.fingerprint}, ${asked.amountMinor}::bigint, ${asked.reason},
      ${asked.releaseSeats}::boolean, ${seatIds}::jsonb, 'pending', ${asked.providerRefundId ?? null},
      ${asked.requestedBy}, now() + ${SILENCE_LOOK_AGAIN}::interval
    FROM payments p
    WHERE p.id = ${asked.paymentId}
      AND ${asked.amountMinor}::bigint <= p.captured_minor - (
        SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE payment_id = p.id AND state <> 'failed')
      AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.payment_id = p.id AND d.state <> 'won')
      AND ${onlyIf}
    ON CONFLICT (id) DO NOTHING RETURNING id`;
}

/** What asking posts. Late money has been owed all along. */
export function askedPostings(of: LedgerSubject, asked: AskedRefund, name: string): readonly SQL[] {
  return of.orderId === null ? [] : postings(of, [posted("refund_asked", asked.id, asked.amountMinor)], name);
}

/** For refunds that nobody in the organization asked for, and that have no audit row of their own. */
export async function askRefund(database: Database, of: LedgerSubject, asked: AskedRefund): Promise<boolean> {
  const what = of.orderId === null ? [] : [posted("refund_asked", asked.id, asked.amountMinor)];
  return changeAndPost(database, askedRefund(asked), of, what);
}

/** The provider has it and has not paid it out yet. The buyer is told, once. */
export async function acknowledgeRefund(
  database: Database,
  refund: RefundRecord,
  providerRefundId: string,
): Promise<void> {
  const change = sql`UPDATE refunds
    SET provider_refund_id = ${providerRefundId}, due_at = now() + ${BANK_LOOK_AGAIN}::interval
    WHERE id = ${refund.id} AND state = 'pending' RETURNING id`;
  await changeAndPost(database, change, refund, [], await toldOf(refund, "pending"));
}

/** What the buyer is told of it. Money that belongs to no order has no buyer that we know of. */
async function toldOf({ id, orderId, amountMinor }: RefundRecord, state: "pending" | "settled"): Promise<SQL[]> {
  if (orderId === null) return [];
  const ids = { email: await noticeId("refund", "email", id, state), sms: await noticeId("refund", "sms", id, state) };
  return [owedToBuyer({ kind: "refund", orderId, ids, facts: { amountMinor, state } })];
}

export async function settleRefund(database: Database, refund: RefundRecord, providerRefundId: string): Promise<void> {
  const kind = refund.orderId === null ? "late_refunded" : "refund_settled";
  const change = sql`UPDATE refunds SET state = 'settled', settled_at = now(), provider_refund_id = ${providerRefundId},
      due_at = CASE WHEN release_seats AND seats_released_at IS NULL THEN now() END
    WHERE id = ${refund.id} AND state = 'pending' RETURNING id`;
  const what = [posted(kind, refund.id, refund.amountMinor)];
  await changeAndPost(database, change, refund, what, await toldOf(refund, "settled"));
}

/** It came to nothing, before or after it had been paid out. */
export async function failRefund(database: Database, refund: RefundRecord, why: string): Promise<void> {
  const change = sql`UPDATE refunds SET state = 'failed', failure = ${why}, due_at = NULL
    WHERE id = ${refund.id} AND state = ${refund.state} AND state <> 'failed' RETURNING id`;
  await changeAndPost(database, change, refund, failedPostings(refund));
}

function failedPostings({ id, amountMinor, orderId, state }: RefundRecord): Posted[] {
  if (orderId === null) return state === "settled" ? [posted("late_returned", id, amountMinor)] : [];
  const failed = posted("refund_failed", id, amountMinor);
  return state === "settled" ? [posted("refund_returned", id, amountMinor), failed] : [failed];
}

/**
 * Writes down that places were given back, and voids their passes.
 *
 * @param seatIds as the allocator revoked them; an area's id stands once for each of its places.
 */
export async function releaseSeats(
  database: Database,
  refund: RefundRecord,
  seatIds: readonly SeatId[],
): Promise<void> {
  await database.execute(sql`
    WITH released AS (
      UPDATE refunds SET seats_released_at = now(), due_at = CASE WHEN state = 'pending' THEN due_at END
      WHERE id = ${refund.id} AND seats_released_at IS NULL RETURNING id
    ), wanted AS (
      SELECT value AS seat_id, count(*) AS places FROM jsonb_array_elements_text(${JSON.stringify(seatIds)}::jsonb)
      GROUP BY value
    ), ranked AS (
      SELECT id, seat_id, row_number() OVER (PARTITION BY seat_id ORDER BY position DESC) AS nth
      FROM passes WHERE order_id = ${refund.orderId}::uuid AND voided_at IS NULL
    )
    UPDATE passes SET voided_at = now() FROM ranked, wanted
    WHERE passes.id = ranked.id AND wanted.seat_id = ranked.seat_id AND ranked.nth <= wanted.places
      AND EXISTS (SELECT 1 FROM released)`);
}
