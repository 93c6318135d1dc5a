/** English: what went wrong, in a sentence that says what can be done. */
import type { ProblemCode } from "../../../../core/contract/problem.ts";

/** A problem without a sentence here is told by the one of `internal`, with the detail of the API. */
export const problemSentences: Partial<Record<ProblemCode | "unreachable", string>> = {
  unreachable: "The system does not answer. Your connection may be down; nothing was lost.",
  internal: "Something broke on our side. The request's number helps us to find it.",
  unavailable: "A part of the system does not answer at the moment. Please try again shortly.",
  signed_out: "You are signed out. Please sign in again.",
  sign_in_failed: "E-mail address or password is not right.",
  cross_site_refused: "This call did not come from this page. Please load the page again.",
  role_refused: "Your role does not allow this.",
  not_found: "This does not exist, or it belongs to another organization.",
  validation_failed: "Some entries are not valid.",
  invalid_request: "The request was not understood.",
  conflict: "This is not possible as things stand.",
  rate_limited: "Too many attempts.",
  token_invalid: "This token is not valid, or it was used already.",
  chart_invalid: "This chart cannot be used. Nothing was imported.",
  body_too_large: "The file is too large.",
  invalid_json: "The file is not valid JSON.",
  sale_fixed: "The sale has begun: chart and prices are fixed.",
  refund_too_large: "That is more than can be refunded.",
  refund_blocked: "This order cannot be refunded now.",
  payment_provider_down: "The payment provider does not answer. Nothing was changed; please try again shortly.",
  idempotency_mismatch: "This was already asked for with other values. Please load the page again.",
};
