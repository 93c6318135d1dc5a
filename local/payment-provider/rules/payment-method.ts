// A payment method: a fresh object for each use of one of Stripe's test names, as Stripe makes one, with the payer's
// billing details. The test name stays with it and decides what becomes of a payment.
import type { BillingDetails, PaymentMethod } from "./records.ts";
import { testCardNamed, type TestCard } from "./test-cards.ts";

export const NO_BILLING: BillingDetails = { name: null, email: null, phone: null, address: null };

/** The card behind a stored method. Only known names are stored, so an unknown one here is a bug. */
export function cardOf(method: PaymentMethod): TestCard {
  const card = testCardNamed(method.testName);
  if (card === undefined) throw new Error(`Stored payment method ${method.id} names no test card`);
  return card;
}
