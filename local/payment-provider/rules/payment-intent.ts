// The payment intent: one payment as Stripe sees it, and the states that it can be in. The transitions are pure functions
// beside this file (confirm-payment.ts, attempt-payment.ts, finish-payment.ts); commands/payments.ts stores what they
// decide. A wrong state answers `payment_intent_unexpected_state` and changes nothing; a decline changes and refuses.
//
//   requires_payment_method → requires_confirmation → requires_action → requires_capture → succeeded
//   (declined: back to requires_payment_method; processing: bank debits; canceled: from everything unpaid)
import type { IntentStatus } from "./records.ts";

export function oneOf(what: string, statuses: readonly IntentStatus[]): string {
  return `Only a PaymentIntent with one of the following statuses may be ${what}: ${statuses.join(", ")}.`;
}
