/**
 * The ledger's accounts, and what each kind of movement of money posts to them (S9).
 *
 * A posting is a signed amount in minor units, debits positive, credits negative; the postings of one transaction sum
 * to zero. A transaction's key names the fact that it records, so that writing it again changes nothing.
 */
import { minorUnits, type MinorUnits } from "../brand.ts";

export const ACCOUNTS = [
  "psp_clearing",
  "customer_funds",
  "organizer_payable",
  "fees",
  "tax",
  "refunds",
  "refund_payable",
  "unapplied_cash",
  "dispute_receivable",
] as const;
export type Account = (typeof ACCOUNTS)[number];

export const LEDGER_KINDS = [
  "captured",
  "fulfilled",
  "refund_asked",
  "refund_settled",
  "refund_returned",
  "refund_failed",
  "late_received",
  "late_applied",
  "late_refunded",
  "late_returned",
  "dispute_opened",
  "dispute_won",
  "dispute_lost",
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export interface Posting {
  readonly account: Account;
  readonly minor: MinorUnits;
}

export interface Posted {
  readonly key: string;
  readonly kind: LedgerKind;
  readonly postings: readonly Posting[];
}

/** What an order's price consists of. */
export interface PriceParts {
  readonly total: MinorUnits;
  readonly fees: MinorUnits;
  /** Contained in the total, fees included. */
  readonly tax: MinorUnits;
}

/** Debit and credit of every movement that has just one of each. */
const SIMPLE = {
  captured: ["psp_clearing", "customer_funds"],
  refund_asked: ["refunds", "refund_payable"],
  refund_settled: ["refund_payable", "psp_clearing"],
  refund_returned: ["psp_clearing", "refund_payable"],
  refund_failed: ["refund_payable", "refunds"],
  late_received: ["psp_clearing", "unapplied_cash"],
  late_applied: ["unapplied_cash", "customer_funds"],
  late_refunded: ["unapplied_cash", "psp_clearing"],
  late_returned: ["psp_clearing", "unapplied_cash"],
  dispute_opened: ["dispute_receivable", "psp_clearing"],
  dispute_won: ["psp_clearing", "dispute_receivable"],
  dispute_lost: ["refunds", "dispute_receivable"],
} as const satisfies Partial<Record<LedgerKind, readonly [debit: Account, credit: Account]>>;
export type SimpleKind = keyof typeof SIMPLE;

/**
 * Money enters once, whatever it turns out to be: `captured` and `late_received` share the key of the payment's
 * arrival, so that whoever books first decides and the other changes nothing.
 */
function keyOf(kind: LedgerKind, fact: string): string {
  return kind === "captured" || kind === "late_received" ? `received:${fact}` : `${kind}:${fact}`;
}

/**
 * A movement from one account to another.
 *
 * @param fact what happened, by its id: a payment, a refund, a dispute.
 */
export function posted(kind: SimpleKind, fact: string, minor: MinorUnits): Posted {
  const [debit, credit] = SIMPLE[kind];
  return {
    key: keyOf(kind, fact),
    kind,
    postings: [
      { account: debit, minor },
      { account: credit, minor: minorUnits(0 - minor) },
    ],
  };
}

/**
 * The buyer has what was paid for: the money is the organizer's, less fees and tax. The tax that lies in the fees is
 * taken off the fees, so that no share is ever negative.
 */
export function fulfilled(order: string, { total, fees, tax }: PriceParts): Posted {
  const taxInFees = total === 0 ? 0 : Math.round((tax * fees) / total);
  const shares: readonly (readonly [Account, number])[] = [
    ["organizer_payable", total - fees - (tax - taxInFees)],
    ["fees", fees - taxInFees],
    ["tax", tax],
  ];
  return {
    key: keyOf("fulfilled", order),
    kind: "fulfilled",
    postings: [
      { account: "customer_funds" as const, minor: total },
      ...shares.map(([account, share]) => ({ account, minor: minorUnits(0 - share) })),
    ].filter(({ minor }) => minor !== 0),
  };
}
