/** Reads the ledger of an event: its balances, and its transactions, newest first. */
import { sql } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type EventId, type OrderId } from "../../core/brand.ts";
import type { LedgerDocument } from "../../core/contract/organizer/books.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Account, LedgerKind } from "../../core/sale/ledger.ts";
import type { Database } from "../db/client.ts";

type BalanceRow = { account: Account; currency: CurrencyCode; minor: string };
type TransactionRow = {
  sequence: string;
  key: string;
  kind: LedgerKind;
  order_id: OrderId | null;
  currency: CurrencyCode;
  at_ms: string;
  entries: { account: Account; minor: number }[];
};

export async function ledgerPage(
  database: Database,
  eventId: EventId,
  page: { readonly limit: number; readonly beforeSequence?: number },
): Promise<LedgerDocument> {
  const before = page.beforeSequence === undefined ? sql`true` : sql`t.sequence < ${page.beforeSequence}`;
  const [balances, transactions] = await database.batch([
    database.execute<BalanceRow>(sql`
      SELECT e.account, t.currency, sum(e.amount_minor) AS minor
      FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_key = t.key
      WHERE t.event_id = ${eventId} GROUP BY e.account, t.currency ORDER BY e.account`),
    database.execute<TransactionRow>(sql`
      SELECT t.sequence, t.key, t.kind, t.order_id, t.currency, (extract(epoch FROM t.at) * 1000)::bigint AS at_ms,
        (SELECT jsonb_agg(jsonb_build_object('account', account, 'minor', amount_minor) ORDER BY line)
          FROM ledger_entries e WHERE e.transaction_key = t.key) AS entries
      FROM ledger_transactions t WHERE t.event_id = ${eventId} AND ${before}
      ORDER BY t.sequence DESC LIMIT ${page.limit + 1}`),
  ]);
  const shown = transactions.rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    eventId,
    balances: balances.rows.map(({ account, currency, minor }) => ({ account, balance: money(currency, minor) })),
    transactions: shown.map((row) => ({
      sequence: Number(row.sequence),
      key: row.key,
      kind: row.kind,
      orderId: row.order_id,
      at: new Date(Number(row.at_ms)).toISOString(),
      entries: row.entries.map(({ account, minor }) => ({ account, amount: money(row.currency, minor) })),
    })),
    next: transactions.rows.length > page.limit && last !== undefined ? Number(last.sequence) : null,
  };
}

function money(currency: CurrencyCode, minor: string | number): { currency: string; value: number } {
  return { currency, value: toDecimal({ currency, minor: minorUnits(Number(minor)) }) };
}
