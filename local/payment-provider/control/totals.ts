// Adds up all the money by reservation, from the records and, independently, from the balance rows: the oracle that
// the books are reconciled with (S7, S9). One synchronous walk over everything, so the sums are of one moment.
import type { Store } from "../storage/store.ts";

export interface MoneyTotal {
  /** The value of the metadata key; `null` for payments that carry none. */
  readonly reservation: string | null;
  readonly currency: string;
  readonly intents: number;
  /** Charges that took or hold money. More than one on a reservation is a double charge. */
  readonly charges: number;
  readonly declines: number;
  /** Held, neither taken nor let go. */
  readonly authorised: number;
  readonly captured: number;
  readonly refunded: number;
  readonly refundsPending: number;
  /** Taken back by a bank and not returned. */
  readonly disputed: number;
  readonly fees: number;
  /** The sum of the balance rows, net of fees: captured - refunded - disputed - fees, if all is well. */
  readonly net: number;
}

type Sums = { -readonly [K in keyof MoneyTotal]: MoneyTotal[K] };

export function moneyTotals(store: Store, metadataKey: string): MoneyTotal[] {
  const totals = new Map<string, Sums>();
  const ofIntent = new Map<string, Sums>();
  const ofSource = new Map<string, Sums>();

  for (const intent of store.records.all("payment_intent")) {
    const reservation = intent.metadata[metadataKey] ?? null;
    const name = JSON.stringify([reservation, intent.currency]);
    const sums = totals.get(name) ?? emptySums(reservation, intent.currency);
    totals.set(name, sums);
    ofIntent.set(intent.id, sums);
    sums.intents += 1;
    sums.authorised += intent.amountCapturable;
  }
  for (const charge of store.records.all("charge")) {
    const sums = sumsOf(ofIntent, charge.paymentIntent);
    ofSource.set(charge.id, sums);
    if (charge.status === "failed") sums.declines += 1;
    else if (charge.captured || charge.amountRefunded === 0) sums.charges += 1;
    sums.captured += charge.amountCaptured;
  }
  for (const refund of store.records.all("refund")) {
    const sums = sumsOf(ofIntent, refund.paymentIntent);
    ofSource.set(refund.id, sums);
    if (refund.status === "succeeded") sums.refunded += refund.amount;
    if (refund.status === "pending") sums.refundsPending += refund.amount;
  }
  for (const dispute of store.records.all("dispute")) {
    const sums = sumsOf(ofIntent, dispute.paymentIntent);
    ofSource.set(dispute.id, sums);
    if (dispute.status === "needs_response" || dispute.status === "lost") sums.disputed += dispute.amount;
  }
  for (const row of store.records.all("balance_transaction")) {
    const sums = sumsOf(ofSource, row.source);
    sums.fees += row.fee;
    sums.net += row.amount - row.fee;
  }
  return [...totals.values()];
}

function sumsOf(index: ReadonlyMap<string, Sums>, id: string): Sums {
  const sums = index.get(id);
  if (sums === undefined) throw new Error(`Money of ${id} belongs to no payment`);
  return sums;
}

function emptySums(reservation: string | null, currency: string): Sums {
  return {
    reservation,
    currency,
    intents: 0,
    charges: 0,
    declines: 0,
    authorised: 0,
    captured: 0,
    refunded: 0,
    refundsPending: 0,
    disputed: 0,
    fees: 0,
    net: 0,
  };
}
