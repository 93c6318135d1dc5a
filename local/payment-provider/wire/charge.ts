// A charge in Stripe's shape.
import type { Charge } from "../rules/records.ts";
import { testCardNamed } from "../rules/test-cards.ts";
import type { JsonObject } from "./json.ts";
import { billingJson } from "./payment-method.ts";

export function chargeJson(charge: Charge): JsonObject {
  const failed = charge.failure !== null;
  return {
    id: charge.id,
    object: "charge",
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: charge.balanceTransaction,
    billing_details: billingJson(charge.billing),
    calculated_statement_descriptor: "FOYER",
    captured: charge.captured,
    created: charge.created,
    currency: charge.currency,
    customer: null,
    description: charge.description,
    disputed: charge.disputed,
    failure_balance_transaction: null,
    failure_code: charge.failure?.code ?? null,
    failure_message: charge.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: charge.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: charge.failure?.adviceCode ?? null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: failed ? "declined_by_network" : "approved_by_network",
      reason: charge.failure?.declineCode ?? null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: failed ? "The bank did not return any further details with this decline." : "Payment complete.",
      type: failed ? "issuer_declined" : "authorized",
    },
    paid: charge.status === "succeeded",
    payment_intent: charge.paymentIntent,
    payment_method: charge.paymentMethod,
    payment_method_details: detailsJson(charge),
    receipt_email: charge.receiptEmail,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.amountRefunded === charge.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: charge.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function detailsJson(charge: Charge): JsonObject | null {
  const card = testCardNamed(charge.testName);
  if (card === undefined) return null;
  if (card.type !== "card") return { type: card.type, us_bank_account: { last4: card.last4 } };
  return {
    type: "card",
    card: {
      amount_authorized: charge.status === "succeeded" ? charge.amount : null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: card.country,
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `test${card.brand}${card.last4}`,
      funding: card.funding,
      last4: card.last4,
      network: card.brand,
      three_d_secure: charge.authenticated
        ? { authentication_flow: "challenge", result: "authenticated", result_reason: null, version: "2.2.0" }
        : null,
      wallet: null,
    },
  };
}
