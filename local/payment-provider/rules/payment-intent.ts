// The payment intent: one payment as Stripe sees it, and the states that it can be in. The transitions are pure functions
// beside this file (confirm-payment.ts, attempt-payment.ts, finish-payment.ts); commands/payments.ts stores what they
// decide. A wrong state answers `payment_intent_unexpected_state` and changes nothing; a decline changes and refuses.
//
//   requires_payment_method → requires_confirmation → requires_action → requires_capture → succeeded
//   (declined: back to requires_payment_method; processing: bank debits; canceled: from everything unpaid)
import type { LastPaymentError } from "./payment-error.ts";

export type IntentStatus =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "succeeded"
  | "canceled";

export type CaptureMethod = "automatic" | "automatic_async" | "manual";
export type CancellationReason = "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned" | "automatic";

export interface PaymentIntent {
  readonly kind: "payment_intent";
  readonly id: string;
  readonly created: number;
  readonly status: IntentStatus;
  readonly amount: number;
  readonly amountCapturable: number;
  readonly amountReceived: number;
  readonly currency: string;
  readonly captureMethod: CaptureMethod;
  readonly clientSecret: string;
  readonly paymentMethod: string | null;
  readonly paymentMethodTypes: readonly string[];
  readonly redirects: "always" | "never" | null;
  readonly latestCharge: string | null;
  readonly lastPaymentError: LastPaymentError | null;
  readonly returnUrl: string | null;
  /** The secret part of the address of the 3-D Secure page, while the payer has to go there. */
  readonly challenge: string | null;
  readonly canceledAt: number | null;
  readonly cancellationReason: CancellationReason | null;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly transferGroup: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export function oneOf(what: string, statuses: readonly IntentStatus[]): string {
  return `Only a PaymentIntent with one of the following statuses may be ${what}: ${statuses.join(", ")}.`;
}
