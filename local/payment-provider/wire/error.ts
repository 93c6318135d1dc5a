// A refusal in Stripe's error envelope.
import type { Refusal } from "../rules/refusal.ts";
import type { JsonObject, View } from "./json.ts";
import { paymentIntentJson } from "./payment-intent.ts";
import { paymentMethodJson } from "./payment-method.ts";

export function errorJson(refusal: Refusal, view: View): JsonObject {
  const { code, declineCode, adviceCode, param, charge, paymentIntent, paymentMethod } = refusal;
  return {
    error: {
      ...(adviceCode === undefined ? {} : { advice_code: adviceCode }),
      ...(charge === undefined ? {} : { charge }),
      ...(code === undefined
        ? {}
        : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
      ...(declineCode === undefined ? {} : { decline_code: declineCode }),
      message: refusal.message,
      ...(param === undefined ? {} : { param }),
      ...(paymentIntent === undefined ? {} : { payment_intent: paymentIntentJson(paymentIntent, view) }),
      ...(paymentMethod === undefined ? {} : { payment_method: paymentMethodJson(paymentMethod) }),
      type: refusal.type,
    },
  };
}
