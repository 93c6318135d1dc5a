/**
 * Disputes: a bank asks for the money back. Open, then won or lost; told in any order, as often as it likes. While one
 * is open or lost nothing of its payment is refunded.
 */
import { sql } from "drizzle-orm";
import { minorUnits } from "../../core/brand.ts";
import { posted } from "../../core/sale/ledger.ts";
import type { Database } from "../db/client.ts";
import { changeAndPost } from "./ledger-store.ts";
import type { PaymentRecord } from "./payment-queries.ts";

export interface DisputeNews {
  readonly id: string;
  readonly amountMinor: number;
  readonly reason: string;
  /** The money was taken back; false for an inquiry. */
  readonly withdrawn: boolean;
  readonly state: "open" | "won" | "lost";
}

/** Takes over how a dispute stands. What was known better already stays. */
export async function recordDispute(database: Database, payment: PaymentRecord, news: DisputeNews): Promise<void> {
  const { id, amountMinor, reason, withdrawn, state } = news;
  const amount = minorUnits(amountMinor);
  const open = sql`INSERT INTO disputes (id, payment_id, amount_minor, withdrawn, reason, state, opened_at)
    VALUES (${id}, ${payment.id}, ${amountMinor}, ${withdrawn}, ${reason}, 'open', now())
    ON CONFLICT (id) DO UPDATE SET withdrawn = true WHERE NOT disputes.withdrawn AND EXCLUDED.withdrawn RETURNING id`;
  await changeAndPost(database, open, payment, withdrawn ? [posted("dispute_opened", id, amount)] : []);
  if (state === "open") return;
  const close = sql`UPDATE disputes SET state = ${state}, closed_at = now()
    WHERE id = ${id} AND state = 'open' RETURNING id`;
  const kind = state === "won" ? "dispute_won" : "dispute_lost";
  await changeAndPost(database, close, payment, withdrawn ? [posted(kind, id, amount)] : []);
}
