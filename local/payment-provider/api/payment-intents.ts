// /v1/payment_intents: parameters in, command, object out.
import type { BillingDetails, PaymentIntent } from "../rules/records.ts";
import { z } from "zod";
import {
  cancelPayment,
  capturePayment,
  confirmPayment,
  createPayment,
  findIntent,
  type MethodWish,
} from "../commands/payments.ts";
import { NO_BILLING } from "../rules/payment-method.ts";
import type { JsonObject } from "../wire/json.ts";
import { paymentIntentJson } from "../wire/payment-intent.ts";
import { createdFilter, limit, listJson, pageOf, pageParameters } from "./listing.ts";
import { amount, currency, email, flag, integer, listOf, metadata, text, webAddress } from "./parameters.ts";
import { rendered, route, type Call } from "./route.ts";
import { readSearchQuery } from "./search-query.ts";
import { invalidRequest } from "../rules/refusal.ts";
import { AMOUNT_MAX } from "../limits.ts";

export const billingDetails = z.strictObject({
  name: text(500).optional(),
  email: email.optional(),
  phone: text(100).optional(),
  tax_id: text(100).optional(),
  address: z.record(z.string(), z.string()).optional(),
});

const method = {
  payment_method: z.string().max(255).optional(),
  payment_method_data: z
    .strictObject({
      type: z.literal("card"),
      card: z.strictObject({ token: z.string().max(255) }),
      billing_details: billingDetails.optional(),
      allow_redisplay: z.string().optional(),
      metadata: metadata.optional(),
    })
    .optional(),
  /** Taken and ignored: nothing in them changes what a test card does. */
  payment_method_options: z.unknown().optional(),
};

const methodTypes = listOf(z.string().regex(/^[a-z_]{2,40}$/u));

const confirmation = {
  ...method,
  return_url: webAddress.optional(),
  error_on_requires_action: flag.optional(),
  off_session: flag.optional(),
  use_stripe_sdk: flag.optional(),
  receipt_email: email.optional(),
  capture_method: z.enum(["automatic", "automatic_async", "manual"]).optional(),
};

const creation = z.strictObject({
  ...confirmation,
  amount,
  currency,
  confirm: flag.default(false),
  confirmation_method: z.literal("automatic").optional(),
  allowed_payment_method_types: methodTypes.optional(),
  /** How API versions before 2026-10 spell `allowed_payment_method_types`. */
  payment_method_types: methodTypes.optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(["always", "never"]).default("always") })
    .optional(),
  description: text(1000).optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text(255).optional(),
  metadata: metadata.default({}),
});

type MethodParameters = z.output<z.ZodObject<typeof method>>;

export function billingOf(given: z.output<typeof billingDetails> | undefined): BillingDetails {
  if (given === undefined) return NO_BILLING;
  const { name = null, email: mail = null, phone = null, address = null } = given;
  return { name, email: mail, phone, address };
}

function methodWish(params: MethodParameters): MethodWish {
  const data = params.payment_method_data;
  if (data === undefined) return { name: params.payment_method };
  return { name: data.card.token, billing: billingOf(data.billing_details) };
}

function confirmOptions(params: z.output<z.ZodObject<typeof confirmation>>) {
  return {
    returnUrl: params.return_url ?? null,
    errorOnRequiresAction: params.error_on_requires_action ?? false,
    offSession: params.off_session ?? false,
  };
}

const render = (call: Call<unknown>) => (intent: PaymentIntent) => paymentIntentJson(intent, call.view);

const create = route("POST", "/v1/payment_intents", creation, (call) => {
  const { params } = call;
  const automatic = params.automatic_payment_methods;
  const named = params.allowed_payment_method_types ?? params.payment_method_types;
  const wish = {
    amount: params.amount,
    currency: params.currency,
    captureMethod: params.capture_method ?? "automatic_async",
    method: methodWish(params),
    paymentMethodTypes: named ?? null,
    redirects: automatic?.allow_redirects ?? "always",
    returnUrl: params.return_url ?? null,
    description: params.description ?? null,
    receiptEmail: params.receipt_email ?? null,
    statementDescriptor: params.statement_descriptor ?? null,
    statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
    transferGroup: params.transfer_group ?? null,
    metadata: params.metadata,
  } as const;
  if (automatic?.enabled === true && params.payment_method_types !== undefined) {
    const message = "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.";
    return { ok: false, refusal: invalidRequest(message) };
  }
  if (params.return_url !== undefined && !params.confirm) {
    const message = "A `return_url` was specified but `confirm` is not set to true.";
    return { ok: false, refusal: invalidRequest(message, { param: "return_url" }) };
  }
  const options = params.confirm ? confirmOptions(params) : undefined;
  return rendered(createPayment(call.desk, wish, options, call.origin), render(call));
});

const retrieval = z.strictObject({ client_secret: z.string().optional() });
const retrieve = route("GET", "/v1/payment_intents/:id", retrieval, (call) =>
  rendered(findIntent(call.desk, call.id), render(call)),
);

const confirm = route("POST", "/v1/payment_intents/:id/confirm", z.strictObject(confirmation), (call) => {
  const options = confirmOptions(call.params);
  return rendered(confirmPayment(call.desk, call.id, methodWish(call.params), options, call.origin), render(call));
});

const captureParameters = z.strictObject({
  amount_to_capture: integer(1, AMOUNT_MAX).optional(),
  final_capture: z.literal("true").optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
});
const capture = route("POST", "/v1/payment_intents/:id/capture", captureParameters, (call) =>
  rendered(capturePayment(call.desk, call.id, call.params.amount_to_capture, call.origin), render(call)),
);

const cancelParameters = z.strictObject({
  cancellation_reason: z.enum(["duplicate", "fraudulent", "requested_by_customer", "abandoned"]).optional(),
});
const cancel = route("POST", "/v1/payment_intents/:id/cancel", cancelParameters, (call) => {
  const reason = call.params.cancellation_reason ?? null;
  return rendered(cancelPayment(call.desk, call.id, reason, call.origin), render(call));
});

const list = route("GET", "/v1/payment_intents", z.strictObject(pageParameters), (call) => {
  const filter = createdFilter(call.params.created);
  const listing = call.desk.store.records.list("payment_intent", pageOf(call.params), filter);
  return listJson(listing, "/v1/payment_intents", render(call));
});

const searchParameters = z.strictObject({ query: z.string().max(2000), limit, page: z.string().optional() });
const search = route("GET", "/v1/payment_intents/search", searchParameters, (call) => {
  const query = readSearchQuery(call.params.query);
  if ("status" in query) return { ok: false, refusal: query };
  const { searchDelayMs } = call.desk.timing;
  const writtenBeforeMs = searchDelayMs === 0 ? undefined : call.desk.nowMs() - searchDelayMs;
  const page = { limit: call.params.limit, startingAfter: call.params.page };
  const listing = call.desk.store.records.list("payment_intent", page, { ...query, writtenBeforeMs });
  const listed = listJson(listing, "/v1/payment_intents/search", render(call));
  if (!listed.ok || !listing.ok) return listed;
  const last: string | null = listing.hasMore ? (listing.records.at(-1)?.id ?? null) : null;
  const found: JsonObject = { ...listed.value, object: "search_result", next_page: last };
  return { ok: true, value: found };
});

/** `search` stands before `:id`, which would match it too. */
export const PAYMENT_INTENT_ROUTES = [create, search, retrieve, confirm, capture, cancel, list];
