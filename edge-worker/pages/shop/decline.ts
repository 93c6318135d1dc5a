/**
 * Why a payment did not go through, in the buyer's language. Banks and the provider give codes; most of them mean one of a
 * few things that a buyer can do something about.
 */
import type { Problem, ProblemCode } from "../../../core/contract/problem.ts";
import { fill, type PayTexts, type Texts } from "../languages/texts.ts";
import { reasonText } from "../sorry.ts";

/** By the provider's decline codes, see https://docs.stripe.com/declines/codes; what is not here has no reason given. */
const REASONS: Readonly<Record<string, keyof PayTexts>> = {
  insufficient_funds: "funds",
  withdrawal_count_limit_exceeded: "funds",
  card_velocity_exceeded: "funds",
  expired_card: "expired",
  incorrect_number: "number",
  invalid_number: "number",
  incorrect_cvc: "number",
  invalid_cvc: "number",
  incorrect_zip: "number",
  invalid_expiry_month: "number",
  invalid_expiry_year: "number",
  authentication_required: "notConfirmed",
  payment_intent_authentication_failure: "notConfirmed",
  not_completed: "notConfirmed",
  processing_error: "fault",
  issuer_not_available: "fault",
  reenter_transaction: "fault",
  try_again_later: "fault",
};

const SORRY: Partial<Record<ProblemCode, keyof PayTexts>> = {
  already_paying: "underWay",
  attempts_exhausted: "noTries",
  payment_unknown: "unknown",
  payment_provider_down: "providerDown",
};

export function paymentSorry(refused: Problem, texts: Texts): string {
  const { pay, sorry } = texts;
  if (refused.code === "payment_declined") {
    const code = refused.extra?.["declineCode"];
    const reason = typeof code === "string" && Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
    return fill(sorry.declined, { reason: pay[reason ?? "generic"] });
  }
  const key = SORRY[refused.code];
  return key === undefined ? reasonText(refused, texts) : pay[key];
}
