// /v1/charges, /v1/disputes: what payments led to.
import type { Dispute } from "../rules/records.ts";
import { z } from "zod";
import { decideDispute } from "../commands/disputes.ts";
import type { Reply } from "../desk.ts";
import { missing } from "../rules/refusal.ts";
import { chargeJson } from "../wire/charge.ts";
import type { JsonObject } from "../wire/json.ts";
import { disputeJson } from "../wire/money-out.ts";
import { createdFilter, listJson, pageOf, pageParameters } from "./listing.ts";
import { flag, metadata } from "./parameters.ts";
import { rendered, route, type Call } from "./route.ts";

const ofPayment = z.strictObject({ ...pageParameters, payment_intent: z.string().max(255).optional() });

const retrieveCharge = route("GET", "/v1/charges/:id", z.strictObject({}), ({ desk, id }) => {
  const charge = desk.store.records.get("charge", id);
  return charge === undefined ? { ok: false, refusal: missing("charge", id) } : { ok: true, value: chargeJson(charge) };
});

const listCharges = route("GET", "/v1/charges", ofPayment, ({ desk, params }) => {
  const filter = { ...createdFilter(params.created), parent: params.payment_intent };
  return listJson(desk.store.records.list("charge", pageOf(params), filter), "/v1/charges", chargeJson);
});

const render = (call: Call<unknown>) => (dispute: Dispute) => disputeJson(dispute, call.view);

function find(call: Call<unknown>): Reply<Dispute> {
  const value = call.desk.store.records.get("dispute", call.id);
  return value === undefined ? { ok: false, refusal: missing("dispute", call.id) } : { ok: true, value };
}

const retrieveDispute = route("GET", "/v1/disputes/:id", z.strictObject({}), (call) =>
  rendered(find(call), render(call)),
);

const listDisputes = route("GET", "/v1/disputes", ofPayment.extend({ charge: z.string().optional() }), (call) => {
  const { desk, params } = call;
  const charge = params.charge === undefined ? undefined : desk.store.records.get("charge", params.charge);
  const parent = params.payment_intent ?? charge?.paymentIntent ?? params.charge;
  const filter = { ...createdFilter(params.created), parent };
  return listJson(desk.store.records.list("dispute", pageOf(params), filter), "/v1/disputes", render(call));
});

/** Stripe's test evidence decides a test dispute; other evidence is taken and changes nothing. */
const evidence = z.strictObject({
  evidence: z.record(z.string(), z.string()).optional(),
  submit: flag.optional(),
  metadata: metadata.optional(),
});
const VERDICT = { winning_evidence: "won", losing_evidence: "lost" } as const;

const updateDispute = route("POST", "/v1/disputes/:id", evidence, (call): Reply<JsonObject> => {
  const said = call.params.evidence?.["uncategorized_text"];
  if (said !== "winning_evidence" && said !== "losing_evidence") return rendered(find(call), render(call));
  return rendered(decideDispute(call.desk, call.id, VERDICT[said], call.origin), render(call));
});

const closeDispute = route("POST", "/v1/disputes/:id/close", z.strictObject({}), (call) =>
  rendered(decideDispute(call.desk, call.id, "lost", call.origin), render(call)),
);

export const CHARGE_ROUTES = [retrieveCharge, listCharges, retrieveDispute, listDisputes, updateDispute, closeDispute];
