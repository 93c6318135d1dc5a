/**
 * Writes sales into the books: order, items, passes, payment, ledger and the messages that are owed, all or nothing, any
 * number of sales in one statement and so in one round trip.
 *
 * Every row has a key that follows from the sale, and what is there stays as it is: booking again changes nothing.
 */
import { sql } from "drizzle-orm";
import type { OrderId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import type { Booking } from "./booking.ts";

/** The safety net of the mail: it is enqueued right after the booking, and swept up when that did not happen. */
const MAIL_SWEPT_AFTER = "30 seconds";
const LANGUAGE_DEFAULT = "en";
export const BOOKINGS_MAX = 100;

/**
 * Books at most {@link BOOKINGS_MAX} sales.
 *
 * @returns the orders that are in the books now; an order is missing only when the catalogue does not know its event.
 */
export async function book(database: Database, bookings: readonly Booking[]): Promise<OrderId[]> {
  if (bookings.length === 0) return [];
  if (bookings.length > BOOKINGS_MAX) throw new RangeError(`${bookings.length} bookings at once`);
  const input = JSON.stringify(bookings);
  const { rows } = await database.execute<{ order_id: OrderId }>(sql`
    WITH input AS (
      SELECT b.*, e.organization_id
      FROM jsonb_to_recordset(${input}::jsonb) AS b(
        "orderId" uuid, reference text, "eventId" uuid, currency text, "totalMinor" bigint, "feesMinor" bigint,
        "taxMinor" bigint, "buyerEmail" text, "buyerName" text, "buyerLanguage" text, "buyerPhone" text,
        "placedAt" timestamptz, items jsonb, passes jsonb, payment jsonb, ledger jsonb, "confirmationId" uuid,
        "confirmationSmsId" uuid)
      JOIN events e ON e.id = b."eventId"
      ORDER BY "orderId" -- two who book the same sales lock them in the same order
    ), placed AS (
      INSERT INTO orders (id, reference, organization_id, event_id, currency, total_minor, fees_minor, tax_minor,
        buyer_email, buyer_name, buyer_language, buyer_phone, placed_at)
      SELECT "orderId", reference, organization_id, "eventId", currency, "totalMinor", "feesMinor", "taxMinor",
        "buyerEmail", "buyerName", "buyerLanguage", "buyerPhone", "placedAt"
      FROM input ON CONFLICT (id) DO NOTHING
    ), itemized AS (
      INSERT INTO order_items (order_id, position, kind, category, quantity, unit_minor, total_minor)
      SELECT "orderId", i.position, i.kind, i.category, i.quantity, i.unit, i.total
      FROM input, jsonb_to_recordset(items) AS i(
        position int, kind text, category text, quantity int, unit bigint, total bigint)
      ON CONFLICT DO NOTHING
    ), issued AS (
      INSERT INTO passes (id, order_id, position, seat_id, label, category, price_minor)
      SELECT p.id, "orderId", p.position, p."seatId", p.label, p.category, p.price
      FROM input, jsonb_to_recordset(passes) AS p(
        id uuid, position int, "seatId" text, label text, category text, price bigint)
      ON CONFLICT (id) DO NOTHING
    ), paid AS (
      INSERT INTO payments (id, order_id, reservation_id, organization_id, event_id, attempt, currency, captured_minor)
      SELECT payment ->> 'id', "orderId", (payment ->> 'reservationId')::uuid, organization_id, "eventId",
        (payment ->> 'attempt')::int, currency, (payment ->> 'capturedMinor')::bigint
      FROM input
      -- late money has been waiting for an order
      ON CONFLICT (id) DO UPDATE SET order_id = EXCLUDED.order_id WHERE payments.order_id IS NULL
    ), posted AS (
      INSERT INTO ledger_transactions (key, kind, organization_id, event_id, order_id, currency)
      SELECT l.key, l.kind, organization_id, "eventId", "orderId", currency
      FROM input, jsonb_to_recordset(ledger) AS l(key text, kind text, postings jsonb)
      WHERE jsonb_array_length(l.postings) > 0
      ON CONFLICT (key) DO NOTHING RETURNING key
    ), entered AS (
      INSERT INTO ledger_entries (transaction_key, line, account, amount_minor)
      SELECT l.key, p.line, p.posting ->> 'account', (p.posting ->> 'minor')::bigint
      FROM input, jsonb_to_recordset(ledger) AS l(key text, kind text, postings jsonb),
        jsonb_array_elements(l.postings) WITH ORDINALITY AS p(posting, line)
      WHERE l.key IN (SELECT key FROM posted)
    ), owed AS (
      INSERT INTO notifications (id, kind, channel, organization_id, order_id, recipient, language, state, due_at)
      SELECT way.id, 'order_confirmation', way.channel, organization_id, "orderId", way.recipient,
        coalesce("buyerLanguage", ${LANGUAGE_DEFAULT}), 'due', now() + ${MAIL_SWEPT_AFTER}::interval
      FROM input, LATERAL (VALUES ("confirmationId", 'email', "buyerEmail"), ("confirmationSmsId", 'sms', "buyerPhone"))
        AS way(id, channel, recipient)
      WHERE way.recipient IS NOT NULL
      ON CONFLICT (id) DO NOTHING
    )
    SELECT "orderId" AS order_id FROM input`);
  return rows.map((row) => row.order_id);
}
