// What the provider keeps: the shape of each record, and nothing else. The rules that make and change them stand in the
// files beside this one; storage keeps them as they are, and the wire files write them in Stripe's spelling.
import type { PaymentFailure } from "./test-cards.ts";

export interface BillingDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: Readonly<Record<string, string>> | null;
}

export interface PaymentMethod {
  readonly kind: "payment_method";
  readonly id: string;
  readonly created: number;
  readonly testName: string;
  readonly billing: BillingDetails;
}

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

export interface LastPaymentError {
  readonly type: "card_error" | "invalid_request_error";
  readonly failure: Omit<PaymentFailure, "declineCode"> & { readonly declineCode?: string };
  readonly charge: string | null;
  readonly method: PaymentMethod;
}

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

export interface Charge {
  readonly kind: "charge";
  readonly id: string;
  readonly created: number;
  readonly status: "succeeded" | "pending" | "failed";
  readonly amount: number;
  readonly amountCaptured: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly captured: boolean;
  readonly disputed: boolean;
  readonly failure: PaymentFailure | null;
  readonly balanceTransaction: string | null;
  readonly paymentIntent: string;
  readonly paymentMethod: string;
  readonly testName: string;
  readonly authenticated: boolean;
  readonly billing: BillingDetails;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export type RefundReason = "duplicate" | "fraudulent" | "requested_by_customer";

export interface Refund {
  readonly kind: "refund";
  readonly id: string;
  readonly created: number;
  readonly status: "pending" | "succeeded" | "failed" | "canceled";
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly paymentIntent: string;
  readonly reason: RefundReason | null;
  readonly balanceTransaction: string | null;
  readonly failureBalanceTransaction: string | null;
  readonly failureReason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Dispute {
  readonly kind: "dispute";
  readonly id: string;
  readonly created: number;
  readonly status: "needs_response" | "warning_needs_response" | "warning_closed" | "won" | "lost";
  readonly reason: "fraudulent" | "product_not_received" | "general";
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly paymentIntent: string;
  /** Rows never change, so they can stand here as they were written. */
  readonly rows: readonly BalanceTransaction[];
  readonly metadata: Readonly<Record<string, string>>;
}

export type BalanceType = "charge" | "refund" | "refund_failure" | "adjustment";

export type ReportingCategory = "charge" | "refund" | "refund_failure" | "dispute" | "dispute_reversal";

export interface BalanceTransaction {
  readonly kind: "balance_transaction";
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly type: BalanceType;
  readonly category: ReportingCategory;
  readonly source: string;
  readonly availableOn: number;
  readonly description: string | null;
}

/** What a payment costs. Zero by default, so that the gross amounts of the books can be compared one to one. */
export interface Fees {
  readonly basisPoints: number;
  readonly fixed: number;
  readonly dispute: number;
}

export type MoneyRecord = PaymentIntent | Charge | Refund | Dispute | BalanceTransaction | PaymentMethod;
