/** Reads payments: whose one is, and what is left of it. */
import { sql, type SQL } from "drizzle-orm";
import {
  minorUnits,
  type CurrencyCode,
  type EventId,
  type MinorUnits,
  type OrderId,
  type OrganizationId,
  type ReservationId,
} from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import type { LedgerSubject } from "./ledger-store.ts";

export interface PaymentRecord extends LedgerSubject {
  readonly id: string;
  readonly reservationId: ReservationId;
  readonly attempt: number;
  readonly capturedMinor: MinorUnits;
  /** Settled and pending. */
  readonly refundedMinor: MinorUnits;
  /** A bank asks for it back, or has it back. */
  readonly isDisputed: boolean;
}

type Row = {
  id: string;
  reservation_id: ReservationId;
  attempt: number | string;
  captured_minor: string;
  refunded_minor: string;
  is_disputed: boolean;
  organization_id: OrganizationId;
  event_id: EventId;
  order_id: OrderId | null;
  currency: CurrencyCode;
};

export async function paymentById(database: Database, id: string): Promise<PaymentRecord | undefined> {
  return one(database, sql`p.id = ${id}`);
}

/** The payment of an order of this organization. */
export async function paymentOfOrder(
  database: Database,
  organizationId: OrganizationId,
  orderId: OrderId,
): Promise<PaymentRecord | undefined> {
  return one(database, sql`p.order_id = ${orderId} AND p.organization_id = ${organizationId}`);
}

async function one(database: Database, where: SQL): Promise<PaymentRecord | undefined> {
  const { rows } = await database.execute<Row>(sql`
    SELECT p.*,
      (SELECT coalesce(sum(amount_minor), 0) FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'failed')
        AS refunded_minor,
      EXISTS (SELECT 1 FROM disputes d WHERE d.payment_id = p.id AND d.state <> 'won') AS is_disputed
    FROM payments p WHERE ${where} LIMIT 1`);
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    reservationId: row.reservation_id,
    attempt: Number(row.attempt),
    capturedMinor: minorUnits(Number(row.captured_minor)),
    refundedMinor: minorUnits(Number(row.refunded_minor)),
    isDisputed: row.is_disputed,
    organizationId: row.organization_id,
    eventId: row.event_id,
    orderId: row.order_id,
    currency: row.currency,
  };
}
