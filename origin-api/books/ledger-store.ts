/**
 * Writes to the ledger: transactions with their entries, in the same statement as the change that they record, so that
 * either both are in the books or neither (S9). Rows are only ever added.
 */
import { sql, type SQL } from "drizzle-orm";
import type { CurrencyCode, EventId, OrderId, OrganizationId } from "../../core/brand.ts";
import type { Posted } from "../../core/sale/ledger.ts";
import type { Database } from "../db/client.ts";

/** Whose money it is. */
export interface LedgerSubject {
  readonly organizationId: OrganizationId;
  readonly eventId: EventId;
  readonly orderId: OrderId | null;
  readonly currency: CurrencyCode;
}

/**
 * The insertions for a statement that begins `WITH changed AS (…)`: they happen for each row of `changed`, which must
 * be at most one. `name` is what the first of them is called there; the second reads it.
 */
export function postings(
  of: LedgerSubject,
  posted: readonly Posted[],
  name: string,
): readonly [transactions: SQL, entries: SQL] {
  const input = JSON.stringify(posted);
  const transactions = sql`INSERT INTO ledger_transactions (key, kind, organization_id, event_id, order_id, currency)
    SELECT l.key, l.kind, ${of.organizationId}, ${of.eventId}::uuid, ${of.orderId}::uuid, ${of.currency}
    FROM changed, jsonb_to_recordset(${input}::jsonb) AS l(key text, kind text)
    ON CONFLICT (key) DO NOTHING RETURNING key`;
  const entries = sql`INSERT INTO ledger_entries (transaction_key, line, account, amount_minor)
    SELECT l.key, p.line, p.posting ->> 'account', (p.posting ->> 'minor')::bigint
    FROM jsonb_to_recordset(${input}::jsonb) AS l(key text, postings jsonb),
      jsonb_array_elements(l.postings) WITH ORDINALITY AS p(posting, line)
    WHERE l.key IN (SELECT key FROM ${sql.identifier(name)})
    RETURNING transaction_key`;
  return [transactions, entries];
}

/**
 * Makes a change, posts what it means and writes what follows from it, or nothing of this.
 *
 * @param change returns at most one row; none means that it was made before or does not apply.
 * @param also further writes; they read that `changed` has a row.
 * @returns whether it was made now.
 */
export async function changeAndPost(
  database: Database,
  change: SQL,
  of: LedgerSubject,
  posted: readonly Posted[],
  also: readonly SQL[] = [],
): Promise<boolean> {
  const [transactions, entries] = postings(of, posted, "posted");
  const followers = also.map((write, index) => sql`, ${sql.identifier(`also_${index}`)} AS (${write})`);
  const { rows } = await database.execute<{ made: string | number }>(sql`
    WITH changed AS (${change}), posted AS (${transactions}), entered AS (${entries})${sql.join(followers)}
    SELECT count(*) AS made FROM changed`);
  return Number(rows[0]?.made) > 0;
}
