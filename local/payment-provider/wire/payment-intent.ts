// A payment intent in Stripe's shape, every field in its place, those that this provider has no use for null.
import type { LastPaymentError, PaymentIntent } from "../rules/records.ts";
import type { JsonObject, View } from "./json.ts";
import { paymentMethodJson } from "./payment-method.ts";

export function paymentIntentJson(intent: PaymentIntent, view: View): JsonObject {
  return {
    id: intent.id,
    object: "payment_intent",
    allowed_payment_method_types: intent.redirects === null ? intent.paymentMethodTypes : null,
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_details: { tip: {} },
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: intent.redirects === null ? null : { allow_redirects: intent.redirects, enabled: true },
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: "automatic",
    created: intent.created,
    currency: intent.currency,
    customer: null,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: intent.lastPaymentError === null ? null : lastPaymentErrorJson(intent.lastPaymentError),
    latest_charge: intent.latestCharge,
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: nextActionJson(intent, view),
    on_behalf_of: null,
    payment_method: intent.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: intent.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: intent.statementDescriptor,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status: intent.status,
    transfer_data: null,
    transfer_group: intent.transferGroup,
  };
}

function lastPaymentErrorJson(error: LastPaymentError): JsonObject {
  const { code, message, declineCode, adviceCode, param } = error.failure;
  return {
    ...(adviceCode === undefined ? {} : { advice_code: adviceCode }),
    ...(error.charge === null ? {} : { charge: error.charge }),
    code,
    ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`,
    message,
    ...(param === undefined ? {} : { param }),
    payment_method: paymentMethodJson(error.method),
    type: error.type,
  };
}

export function challengeUrl(intent: PaymentIntent, view: View): string {
  return `${view.baseUrl}/3d-secure/${intent.id}?challenge=${intent.challenge ?? ""}`;
}

/** With a return address the payer is redirected; without one the page's address stands where Stripe's script looks. */
function nextActionJson(intent: PaymentIntent, view: View): JsonObject | null {
  if (intent.status !== "requires_action" || intent.challenge === null) return null;
  const url = challengeUrl(intent, view);
  if (intent.returnUrl === null) {
    return { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } };
  }
  return { type: "redirect_to_url", redirect_to_url: { return_url: intent.returnUrl, url } };
}
