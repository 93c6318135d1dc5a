// The provider's own books: one immutable row for every movement of money, from which the balance follows. Rows are
// what reconciliation compares with (S9), so nothing but a rule that moves money writes one, and no row ever changes.
import type { BalanceTransaction, BalanceType, Fees, ReportingCategory } from "./records.ts";
import type { Circumstances } from "./decision.ts";

export const NO_FEES: Fees = { basisPoints: 0, fixed: 0, dispute: 0 };

const PENDING_S = 2 * 24 * 60 * 60;

interface Movement {
  readonly source: string;
  readonly amount: number;
  readonly currency: string;
  readonly description?: string | null;
}

export function chargeRow(of: Movement, availableNow: boolean, at: Circumstances): BalanceTransaction {
  const fee = Math.min(of.amount, Math.round((of.amount * at.fees.basisPoints) / 10_000) + at.fees.fixed);
  const availableOn = availableNow ? at.nowS : at.nowS + PENDING_S;
  return { ...row(of, "charge", "charge", at), fee, availableOn };
}

export function refundRow(of: Movement, at: Circumstances): BalanceTransaction {
  return { ...row(of, "refund", "refund", at), amount: -of.amount };
}

export function refundFailureRow(of: Movement, at: Circumstances): BalanceTransaction {
  return row(of, "refund_failure", "refund_failure", at);
}

export function disputeRow(of: Movement, at: Circumstances): BalanceTransaction {
  return { ...row(of, "adjustment", "dispute", at), amount: -of.amount, fee: at.fees.dispute };
}

/** A dispute won: the disputed amount comes back; the fee for the dispute does not. */
export function disputeReversalRow(of: Movement, at: Circumstances): BalanceTransaction {
  return row(of, "adjustment", "dispute_reversal", at);
}

function row(of: Movement, type: BalanceType, category: ReportingCategory, at: Circumstances): BalanceTransaction {
  return {
    kind: "balance_transaction",
    id: at.mint("txn_3"),
    created: at.nowS,
    amount: of.amount,
    fee: 0,
    currency: of.currency,
    type,
    category,
    source: of.source,
    availableOn: at.nowS,
    description: of.description ?? null,
  };
}
