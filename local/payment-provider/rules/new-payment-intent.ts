// A payment intent as it is made, before anybody tried to pay. The parameters were checked in api/parameters.ts.
import type { CaptureMethod, PaymentIntent } from "./records.ts";
import type { Circumstances } from "./decision.ts";

export interface NewPaymentIntent {
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod: CaptureMethod;
  readonly paymentMethod: string | null;
  readonly paymentMethodTypes: readonly string[] | null;
  readonly redirects: "always" | "never";
  readonly returnUrl: string | null;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly transferGroup: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export function newPaymentIntent(wish: NewPaymentIntent, at: Circumstances): PaymentIntent {
  const id = at.mint("pi_3");
  return {
    kind: "payment_intent",
    id,
    created: at.nowS,
    status: wish.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    amount: wish.amount,
    amountCapturable: 0,
    amountReceived: 0,
    currency: wish.currency,
    captureMethod: wish.captureMethod,
    clientSecret: `${id}${at.mint("_secret_")}`,
    paymentMethod: wish.paymentMethod,
    paymentMethodTypes: wish.paymentMethodTypes ?? ["card"],
    // Stripe turns automatic payment methods on when no types are named; naming types turns redirects' rule off.
    redirects: wish.paymentMethodTypes === null ? wish.redirects : null,
    latestCharge: null,
    lastPaymentError: null,
    returnUrl: wish.returnUrl,
    challenge: null,
    canceledAt: null,
    cancellationReason: null,
    description: wish.description,
    receiptEmail: wish.receiptEmail,
    statementDescriptor: wish.statementDescriptor,
    statementDescriptorSuffix: wish.statementDescriptorSuffix,
    transferGroup: wish.transferGroup,
    metadata: wish.metadata,
  };
}
