/**
 * The notifications table: claimed before sending, then sent, put back, dead or uncertain (docs/adr/0004).
 *
 * A row that somebody has claimed is never claimed by another, and never sent again by itself once its fate is unknown.
 */
import { sql, type SQL } from "drizzle-orm";
import type { CurrencyCode, EventId, OrderId, OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";

/** Everything that a confirmation says. */
export interface DueMail {
  readonly id: string;
  readonly round: number;
  readonly attempts: number;
  readonly recipient: string;
  readonly language: string;
  readonly orderId: OrderId;
  readonly reference: string;
  readonly eventId: EventId;
  readonly title: string;
  readonly startsAtMs: number;
  readonly venue: string;
  readonly address: string | null;
  readonly timeZone: string;
  readonly organizer: string;
  readonly buyerName: string | null;
  readonly currency: CurrencyCode;
  readonly totalMinor: number;
  readonly feesMinor: number;
  readonly taxMinor: number;
  readonly places: readonly { readonly label: string; readonly category: string; readonly priceMinor: number }[];
}

export type MailOutcome =
  | { readonly kind: "sent" }
  /** Refused, or never handed over: another attempt is safe. */
  | { readonly kind: "put_back"; readonly why: string }
  | { readonly kind: "dead"; readonly why: string }
  | { readonly kind: "uncertain"; readonly why: string };

export interface JudgedMail {
  readonly id: string;
  readonly attempts: number;
  readonly outcome: MailOutcome;
}

export const MAIL_ATTEMPTS_MAX = 8;
const PUT_BACK_FIRST_S = 30;
const PUT_BACK_MAX_S = 3_600;
/** A sender takes seconds; one that has not finished by then died. */
const SENDER_DEAD_AFTER = "5 minutes";
/** A row that was enqueued is not enqueued again for so long. */
const ENQUEUED_FOR = "2 minutes";

type ClaimedRow = {
  id: string;
  round: number | string;
  attempts: number | string;
  recipient: string;
  language: string;
  order_id: OrderId;
  reference: string;
  event_id: EventId;
  title: string;
  starts_at_ms: string;
  venue: string;
  address: string | null;
  time_zone: string;
  organizer: string;
  buyer_name: string | null;
  currency: CurrencyCode;
  total_minor: string;
  fees_minor: string;
  tax_minor: string;
  places: { label: string; category: string; priceMinor: number }[] | null;
};

function idsIn(ids: readonly string[]): SQL {
  return sql`(SELECT value::uuid FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
}

/** Takes those of `ids` that are due, for this sender alone. */
export async function claimMails(database: Database, ids: readonly string[]): Promise<DueMail[]> {
  const { rows } = await database.execute<ClaimedRow>(sql`
    UPDATE notifications n SET state = 'sending', claimed_at = now(), attempts = n.attempts + 1
    FROM orders o JOIN events e ON e.id = o.event_id JOIN venues v ON v.id = e.venue_id
      JOIN organizations g ON g.id = o.organization_id
    WHERE n.id IN ${idsIn(ids)} AND n.state = 'due' AND o.id = n.order_id
    RETURNING n.id, n.round, n.attempts, n.recipient, n.language, o.id AS order_id, o.reference, o.event_id, e.title,
      (extract(epoch FROM e.starts_at) * 1000)::bigint AS starts_at_ms, v.name AS venue,
      concat_ws(', ', v.address, v.city) AS address, v.time_zone, g.name AS organizer, o.buyer_name, o.currency,
      o.total_minor, o.fees_minor, o.tax_minor,
      (SELECT jsonb_agg(jsonb_build_object('label', label, 'category', category, 'priceMinor', price_minor)
        ORDER BY position) FROM passes WHERE order_id = o.id AND voided_at IS NULL) AS places`);
  return rows.map((row) => ({
    id: row.id,
    round: Number(row.round),
    attempts: Number(row.attempts),
    recipient: row.recipient,
    language: row.language,
    orderId: row.order_id,
    reference: row.reference,
    eventId: row.event_id,
    title: row.title,
    startsAtMs: Number(row.starts_at_ms),
    venue: row.venue,
    address: row.address === "" ? null : row.address,
    timeZone: row.time_zone,
    organizer: row.organizer,
    buyerName: row.buyer_name,
    currency: row.currency,
    totalMinor: Number(row.total_minor),
    feesMinor: Number(row.fees_minor),
    taxMinor: Number(row.tax_minor),
    places: row.places ?? [],
  }));
}

const STATE = { sent: "sent", put_back: "due", dead: "dead", uncertain: "uncertain" } as const;

/** Writes down what became of claimed mails; of one that was declared dead meanwhile, nothing. */
export async function judgeMails(database: Database, judged: readonly JudgedMail[]): Promise<void> {
  if (judged.length === 0) return;
  const input = judged.map(({ id, attempts, outcome }) => {
    const isSpent = outcome.kind === "put_back" && attempts >= MAIL_ATTEMPTS_MAX;
    const waitS = Math.min(PUT_BACK_MAX_S, PUT_BACK_FIRST_S * 2 ** (attempts - 1));
    const failure = "why" in outcome ? outcome.why : null;
    return { id, attempts, state: isSpent ? "dead" : STATE[outcome.kind], failure, waitS };
  });
  await database.execute(sql`
    UPDATE notifications n SET state = j.state, failure = j.failure, due_at = now() + j."waitS" * interval '1 second',
      sent_at = CASE WHEN j.state = 'sent' THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS j(
      id uuid, attempts int, state text, failure text, "waitS" int)
    WHERE n.id = j.id AND n.state = 'sending' AND n.attempts = j.attempts`);
}

/** What a sender that died left behind: nobody knows whether it was sent. @returns how many. */
export async function declareUncertain(database: Database): Promise<number> {
  const { rows } = await database.execute<{ id: string }>(sql`
    UPDATE notifications SET state = 'uncertain', failure = 'the sender did not come back'
    WHERE state = 'sending' AND claimed_at < now() - ${SENDER_DEAD_AFTER}::interval RETURNING id`);
  return rows.length;
}

/** Mails that are due and on nobody's queue; they count as enqueued from then on. */
export async function takeOverdue(database: Database, limit: number): Promise<string[]> {
  const { rows } = await database.execute<{ id: string }>(sql`
    UPDATE notifications SET due_at = now() + ${ENQUEUED_FOR}::interval
    WHERE id IN (SELECT id FROM notifications WHERE state = 'due' AND due_at <= now()
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`);
  return rows.map(({ id }) => id);
}

/** A person wants it sent (again). The change of an audited act; no row when it is under way anyway. */
export function resentMail(organizationId: OrganizationId, id: string): SQL {
  return sql`UPDATE notifications SET state = 'due', round = round + 1, attempts = 0, failure = NULL, sent_at = NULL,
      due_at = now() + ${ENQUEUED_FOR}::interval
    WHERE id = ${id} AND organization_id = ${organizationId} AND state IN ('sent', 'dead', 'uncertain') RETURNING id`;
}
