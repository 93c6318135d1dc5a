// What Stripe says when it says no: one value, made by the rules, written to the wire by wire/error.ts.
// Whether the refusal also changed something (a decline does) is the decision's matter, not the refusal's.
import type { PaymentIntent, PaymentMethod } from "./records.ts";

export type RefusalType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

export interface Refusal {
  readonly status: 400 | 401 | 402 | 404 | 405 | 409 | 413 | 500 | 503;
  readonly type: RefusalType;
  readonly message: string;
  readonly code?: string;
  readonly declineCode?: string;
  readonly adviceCode?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly paymentIntent?: PaymentIntent;
  readonly paymentMethod?: PaymentMethod;
}

type Details = Partial<Pick<Refusal, "code" | "param" | "paymentIntent">>;

export function invalidRequest(message: string, details: Details = {}): Refusal {
  return { status: 400, type: "invalid_request_error", message, ...details };
}

export function missing(object: string, id: string, param = "id"): Refusal {
  const message = `No such ${object}: '${id}'`;
  return { status: 404, type: "invalid_request_error", code: "resource_missing", message, param };
}

export function unexpectedState(message: string, paymentIntent: PaymentIntent): Refusal {
  return invalidRequest(message, { code: "payment_intent_unexpected_state", paymentIntent });
}
