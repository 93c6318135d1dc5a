// A payment method in Stripe's shape.
import type { BillingDetails, PaymentMethod } from "../rules/records.ts";
import { cardOf } from "../rules/payment-method.ts";
import type { TestCard } from "../rules/test-cards.ts";
import type { JsonObject } from "./json.ts";

export function billingJson(billing: BillingDetails): JsonObject {
  const address = billing.address ?? {};
  return {
    address: {
      city: address["city"] ?? null,
      country: address["country"] ?? null,
      line1: address["line1"] ?? null,
      line2: address["line2"] ?? null,
      postal_code: address["postal_code"] ?? null,
      state: address["state"] ?? null,
    },
    email: billing.email,
    name: billing.name,
    phone: billing.phone,
    tax_id: null,
  };
}

export function cardJson(card: TestCard): JsonObject {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: card.country,
    display_brand: card.brand,
    exp_month: 12,
    exp_year: 2034,
    fingerprint: `test${card.brand}${card.last4}`,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

export function paymentMethodJson(method: PaymentMethod): JsonObject {
  const card = cardOf(method);
  const details: JsonObject =
    card.type === "card"
      ? { card: cardJson(card) }
      : { us_bank_account: { account_type: "checking", bank_name: "STRIPE TEST BANK", last4: card.last4 } };
  return {
    id: method.id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billingJson(method.billing),
    ...details,
    created: method.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: card.type,
  };
}
