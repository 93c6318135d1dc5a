/**
 * Reads all that messages can say, in one statement for any number of them: order, places, event, venue, organization,
 * the organizer's own words, and whether it is still right to send it.
 */
import { sql, type SQL } from "drizzle-orm";
import type { CurrencyCode, EventId, OrderId, OrganizationId } from "../../core/brand.ts";
import type { DueNotice } from "./due-notice.ts";
import { LANGUAGE_CODES, LANGUAGE_DEFAULT } from "./languages/choice.ts";

export type NoticeRow = {
  id: string;
  kind: DueNotice["kind"];
  channel: DueNotice["channel"];
  round: number | string;
  attempts: number | string;
  recipient: string;
  language: string;
  organization_id: OrganizationId | null;
  organizer: string | null;
  facts: unknown;
  event_id: EventId | null;
  title: string;
  starts_at_ms: string;
  venue: string;
  address: string;
  time_zone: string;
  order_id: OrderId | null;
  link_edition: number | string;
  reference: string;
  buyer_name: string | null;
  currency: CurrencyCode;
  total_minor: string;
  fees_minor: string;
  tax_minor: string;
  places: { label: string; priceMinor: number }[] | null;
  own_subject: string | null;
  own_paragraph: string | null;
  skip: string | null;
};

/** @param notices rows of the notifications table */
export function noticeRows(notices: SQL): SQL {
  return sql`
    SELECT n.id, n.kind, n.channel, n.round, n.attempts, n.recipient, n.language, n.organization_id,
      g.name AS organizer, n.facts, e.id AS event_id, e.title,
      (extract(epoch FROM e.starts_at) * 1000)::bigint AS starts_at_ms, v.name AS venue,
      concat_ws(', ', v.address, v.city) AS address, v.time_zone, o.id AS order_id, o.link_edition, o.reference, o.buyer_name,
      o.currency, o.total_minor, o.fees_minor, o.tax_minor,
      (SELECT jsonb_agg(jsonb_build_object('label', label, 'priceMinor', price_minor) ORDER BY position)
        FROM passes WHERE order_id = o.id AND voided_at IS NULL) AS places,
      t.subject AS own_subject, t.paragraph AS own_paragraph, ${skipReason} AS skip
    FROM ${notices} n
      LEFT JOIN orders o ON o.id = n.order_id
      LEFT JOIN events e ON e.id = coalesce(n.event_id, o.event_id)
      LEFT JOIN venues v ON v.id = e.venue_id
      LEFT JOIN organizations g ON g.id = n.organization_id
      LEFT JOIN notification_templates t ON t.event_id = e.id AND t.kind = n.kind
        AND t.language = CASE WHEN left(n.language, 2) IN (${ours}) THEN left(n.language, 2) ELSE ${LANGUAGE_DEFAULT} END`;
}

const ours = sql.join(
  LANGUAGE_CODES.map((code) => sql`${code}`),
  sql`, `,
);

/** Looked at when it is claimed: between owing and sending a minute can pass, or a night. */
const skipReason = sql`CASE n.kind
  WHEN 'event_reminder' THEN CASE
    WHEN e.starts_at <= now() THEN 'the event has begun'
    WHEN NOT EXISTS (SELECT 1 FROM passes WHERE order_id = o.id AND voided_at IS NULL)
      OR (o.total_minor > 0 AND o.total_minor <= (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r
        JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id AND r.state <> 'failed'))
      THEN 'the order was refunded' END
  WHEN 'sale_opening' THEN CASE
    WHEN e.state = 'closed' OR e.sale_ends_at <= now() THEN 'the sale is over'
    WHEN EXISTS (SELECT 1 FROM unsubscriptions u WHERE u.organization_id = n.organization_id
      AND u.email = n.recipient AND u.kind = n.kind) THEN 'unsubscribed' END
  WHEN 'sale_opening_asked' THEN CASE
    WHEN e.state = 'closed' OR e.sale_ends_at <= now() THEN 'the sale is over' END
  END`;

export function noticeOf(row: NoticeRow): DueNotice {
  const { event_id: eventId, order_id: orderId } = row;
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    round: Number(row.round),
    attempts: Number(row.attempts),
    recipient: row.recipient,
    language: row.language,
    organizationId: row.organization_id,
    organizer: row.organizer,
    event:
      eventId === null
        ? null
        : {
            eventId,
            title: row.title,
            startsAtMs: Number(row.starts_at_ms),
            venue: row.venue,
            address: row.address === "" ? null : row.address,
            timeZone: row.time_zone,
          },
    order:
      orderId === null
        ? null
        : {
            orderId,
            linkEdition: Number(row.link_edition),
            reference: row.reference,
            buyerName: row.buyer_name,
            currency: row.currency,
            totalMinor: Number(row.total_minor),
            feesMinor: Number(row.fees_minor),
            taxMinor: Number(row.tax_minor),
            places: row.places ?? [],
          },
    facts: row.facts,
    ownSubject: row.own_subject,
    ownParagraph: row.own_paragraph,
    skip: row.skip,
  };
}
