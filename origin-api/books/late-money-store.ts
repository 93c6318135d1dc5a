/**
 * Writes down money that came for seats that are not its payer's: the payment without an order, and the liability.
 */
import { sql } from "drizzle-orm";
import type { EventId, OrganizationId, ReservationId } from "../../core/brand.ts";
import { posted } from "../../core/sale/ledger.ts";
import type { Database } from "../db/client.ts";
import type { Payment } from "../payments/payment.ts";
import { changeAndPost } from "./ledger-store.ts";

export type LatePayment = Payment & { readonly reservationId: ReservationId; readonly eventId: EventId };

/** Repeating it changes nothing. @throws when the catalogue does not know the event. */
export async function recordLateMoney(database: Database, payment: LatePayment): Promise<void> {
  const { id, reservationId, eventId, attempt = 0, currency, receivedMinor } = payment;
  const { rows } = await database.execute<{ organization_id: OrganizationId }>(
    sql`SELECT organization_id FROM events WHERE id = ${eventId}`,
  );
  const organizationId = rows[0]?.organization_id;
  if (organizationId === undefined) throw new Error(`late money ${id} is for an event that nobody knows`);
  const change = sql`INSERT INTO payments
      (id, order_id, reservation_id, organization_id, event_id, attempt, currency, captured_minor)
    VALUES (${id}, NULL, ${reservationId}, ${organizationId}, ${eventId}, ${attempt}, ${currency}, ${receivedMinor})
    ON CONFLICT (id) DO NOTHING RETURNING id`;
  const subject = { organizationId, eventId, orderId: null, currency };
  await changeAndPost(database, change, subject, [posted("late_received", id, receivedMinor)]);
}
