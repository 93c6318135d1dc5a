// /v1/payment_methods: a card from a test token, as a browser form would make it.
import { z } from "zod";
import { resolveMethod } from "../commands/payments.ts";
import { missing } from "../rules/refusal.ts";
import { paymentMethodJson } from "../wire/payment-method.ts";
import { billingDetails, billingOf } from "./payment-intents.ts";
import { metadata } from "./parameters.ts";
import { route } from "./route.ts";

const creation = z.strictObject({
  type: z.literal("card"),
  card: z.strictObject({ token: z.string().max(255) }),
  billing_details: billingDetails.optional(),
  allow_redisplay: z.string().optional(),
  metadata: metadata.optional(),
});

const create = route("POST", "/v1/payment_methods", creation, ({ desk, params }) => {
  const { token } = params.card;
  const made = resolveMethod(desk, { name: token, billing: billingOf(params.billing_details) });
  if (!made.ok) return made;
  if (made.value === undefined) return { ok: false, refusal: missing("token", token, "card[token]") };
  return { ok: true, value: paymentMethodJson(made.value) };
});

const retrieve = route("GET", "/v1/payment_methods/:id", z.strictObject({}), ({ desk, id }) => {
  const method = desk.store.records.get("payment_method", id);
  if (method === undefined) return { ok: false, refusal: missing("PaymentMethod", id, "payment_method") };
  return { ok: true, value: paymentMethodJson(method) };
});

export const PAYMENT_METHOD_ROUTES = [create, retrieve];
