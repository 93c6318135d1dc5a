// /v1/refunds.
import { z } from "zod";
import { refundPayment } from "../commands/refunds.ts";
import { invalidRequest, missing } from "../rules/refusal.ts";
import { refundJson } from "../wire/money-out.ts";
import { createdFilter, listJson, pageOf, pageParameters } from "./listing.ts";
import { amount, metadata } from "./parameters.ts";
import { rendered, route } from "./route.ts";

const target = { payment_intent: z.string().max(255).optional(), charge: z.string().max(255).optional() };

const creation = z.strictObject({
  ...target,
  amount: amount.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadata.default({}),
});

const create = route("POST", "/v1/refunds", creation, ({ desk, params, origin }) => {
  if (params.charge === undefined && params.payment_intent === undefined) {
    const message = "One of the following params should be provided for this request: payment_intent or charge.";
    return { ok: false, refusal: invalidRequest(message, { code: "parameter_missing" }) };
  }
  const from = { paymentIntent: params.payment_intent, charge: params.charge };
  const wish = { amount: params.amount, reason: params.reason ?? null, metadata: params.metadata };
  return rendered(refundPayment(desk, from, wish, origin), refundJson);
});

const retrieve = route("GET", "/v1/refunds/:id", z.strictObject({}), ({ desk, id }) => {
  const refund = desk.store.records.get("refund", id);
  return refund === undefined ? { ok: false, refusal: missing("refund", id) } : { ok: true, value: refundJson(refund) };
});

const list = route("GET", "/v1/refunds", z.strictObject({ ...pageParameters, ...target }), ({ desk, params }) => {
  // One payment has at most one charge that can be refunded, so a charge's refunds are its payment's.
  const charge = params.charge === undefined ? undefined : desk.store.records.get("charge", params.charge);
  if (params.charge !== undefined && charge === undefined) {
    return { ok: false, refusal: missing("charge", params.charge, "charge") };
  }
  const parent = params.payment_intent ?? charge?.paymentIntent;
  const filter = { ...createdFilter(params.created), parent };
  return listJson(desk.store.records.list("refund", pageOf(params), filter), "/v1/refunds", refundJson);
});

export const REFUND_ROUTES = [create, retrieve, list];
