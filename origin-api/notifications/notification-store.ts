/**
 * The notifications table: claimed before sending, then sent, put back, dead, uncertain or skipped (docs/adr/0004).
 *
 * A row that somebody has claimed is never claimed by another, and never sent again by itself once its fate is unknown.
 */
import { sql, type SQL } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import type { DueNotice, JudgedNotice } from "./due-notice.ts";
import { noticeOf, noticeRows, type NoticeRow } from "./notice-rows.ts";

export const MAIL_ATTEMPTS_MAX = 8;
const PUT_BACK_FIRST_S = 30;
const PUT_BACK_MAX_S = 3_600;
/** A sender takes seconds; one that has not finished by then died. */
const SENDER_DEAD_AFTER = "5 minutes";
/** A row that was enqueued is not enqueued again for so long. */
const ENQUEUED_FOR = "2 minutes";

function idsIn(ids: readonly string[]): SQL {
  return sql`(SELECT value::uuid FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
}

/** Takes those of `ids` that are due, for this sender alone, with all that they tell of. */
export async function claimNotices(database: Database, ids: readonly string[]): Promise<DueNotice[]> {
  const { rows } = await database.execute<NoticeRow>(sql`
    WITH taken AS (
      UPDATE notifications n SET state = 'sending', claimed_at = now(), attempts = n.attempts + 1
      WHERE n.id IN ${idsIn(ids)} AND n.state = 'due' RETURNING n.*
    ) ${noticeRows(sql`taken`)}`);
  return rows.map(noticeOf);
}

const STATE = { sent: "sent", put_back: "due", dead: "dead", uncertain: "uncertain", skipped: "skipped" } as const;

/** Writes down what became of claimed messages; of one that was declared uncertain meanwhile, nothing. */
export async function judgeNotices(database: Database, judged: readonly JudgedNotice[]): Promise<void> {
  if (judged.length === 0) return;
  const input = judged.map(({ id, attempts, outcome }) => {
    const isSpent = outcome.kind === "put_back" && attempts >= MAIL_ATTEMPTS_MAX;
    const waitS = Math.min(PUT_BACK_MAX_S, PUT_BACK_FIRST_S * 2 ** (attempts - 1));
    const failure = "why" in outcome ? outcome.why : null;
    return { id, attempts, state: isSpent ? "dead" : STATE[outcome.kind], failure, waitS };
  });
  // the way to "my orders" opens things: once it is on its way nobody can read it here
  await database.execute(sql`
    UPDATE notifications n SET state = j.state, failure = j.failure, due_at = now() + j."waitS" * interval '1 second',
      sent_at = CASE WHEN j.state = 'sent' THEN now() END,
      facts = CASE WHEN n.kind = 'orders_link' AND j.state <> 'due' THEN '{}'::jsonb ELSE n.facts END
    FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS j(
      id uuid, attempts int, state text, failure text, "waitS" int)
    WHERE n.id = j.id AND n.state = 'sending' AND n.attempts = j.attempts`);
}

/** What a sender that died left behind: nobody knows whether it was sent. @returns how many. */
export async function declareUncertain(database: Database): Promise<number> {
  const { rows } = await database.execute<{ id: string }>(sql`
    UPDATE notifications SET state = 'uncertain', failure = 'the sender did not come back',
      facts = CASE WHEN kind = 'orders_link' THEN '{}'::jsonb ELSE facts END
    WHERE state = 'sending' AND claimed_at < now() - ${SENDER_DEAD_AFTER}::interval RETURNING id`);
  return rows.length;
}

/** What is due and on nobody's queue; it counts as enqueued from then on. */
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
      due_at = now() + ${ENQUEUED_FOR}::interval,
      -- the address may have been corrected since
      recipient = CASE WHEN channel = 'email' THEN
        coalesce((SELECT buyer_email FROM orders WHERE orders.id = order_id), recipient) ELSE recipient END
    WHERE id = ${id} AND organization_id = ${organizationId} AND state IN ('sent', 'dead', 'uncertain', 'skipped')
    RETURNING id`;
}
