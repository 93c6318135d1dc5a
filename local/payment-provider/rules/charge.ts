// A charge: one attempt to take money, made by a payment intent. Approved, it is authorised or captured; the part that
// is not captured counts as refunded, as at Stripe, so `amount - amountRefunded` is always what is left to refund.
import type { BalanceTransaction, Charge, PaymentIntent, PaymentMethod } from "./records.ts";
import { chargeRow } from "./balance.ts";
import type { Circumstances } from "./decision.ts";
import { cardOf } from "./payment-method.ts";

type Attempt = Pick<Charge, "status" | "failure"> & { readonly authenticated: boolean };

/** A charge before any money moved. */
export function attemptCharge(intent: PaymentIntent, method: PaymentMethod, how: Attempt, at: Circumstances): Charge {
  return {
    kind: "charge",
    id: at.mint("ch_3"),
    created: at.nowS,
    status: how.status,
    amount: intent.amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency: intent.currency,
    captured: false,
    disputed: false,
    failure: how.failure,
    balanceTransaction: null,
    paymentIntent: intent.id,
    paymentMethod: method.id,
    testName: method.testName,
    authenticated: how.authenticated,
    billing: method.billing,
    description: intent.description,
    receiptEmail: intent.receiptEmail,
    metadata: intent.metadata,
  };
}

/** Takes the money: at most what was authorised, once. */
export function captureCharge(
  charge: Charge,
  amount: number,
  method: PaymentMethod,
  at: Circumstances,
): { charge: Charge; row: BalanceTransaction } {
  if (charge.captured || amount < 1 || amount > charge.amount) throw new Error(`Charge ${charge.id} captured wrongly`);
  const movement = { source: charge.id, amount, currency: charge.currency, description: charge.description };
  const row = chargeRow(movement, cardOf(method).bypassPending === true, at);
  const released = charge.amount - amount;
  const taken = { status: "succeeded", captured: true, amountCaptured: amount, amountRefunded: released } as const;
  return { charge: { ...charge, ...taken, balanceTransaction: row.id }, row };
}

/** Lets an authorisation go. Stripe shows it as a charge refunded in full that was never captured. */
export function releaseCharge(charge: Charge): Charge {
  if (charge.captured) throw new Error(`Charge ${charge.id} is captured and cannot be released`);
  return { ...charge, amountRefunded: charge.amount };
}
