// /v1/events and /v1/webhook_endpoints: what happened, and who is told.
import { z } from "zod";
import { WEBHOOK_ENDPOINTS_MAX } from "../limits.ts";
import { invalidRequest, missing } from "../rules/refusal.ts";
import type { ProviderEvent, WebhookEndpoint } from "../storage/record.ts";
import { eventJson, webhookEndpointJson } from "../wire/event.ts";
import { createdFilter, listJson, pageOf, pageParameters } from "./listing.ts";
import { listOf, metadata, text, webAddress } from "./parameters.ts";
import { route, type Call } from "./route.ts";

const render = (call: Call<unknown>) => (event: ProviderEvent) =>
  eventJson(event, call.desk.store.deliveries.pendingOf(event.id), call.view);

const retrieveEvent = route("GET", "/v1/events/:id", z.strictObject({}), (call) => {
  const event = call.desk.store.records.get("event", call.id);
  return event === undefined
    ? { ok: false, refusal: missing("event", call.id) }
    : { ok: true, value: render(call)(event) };
});

const listing = z.strictObject({
  ...pageParameters,
  type: z.string().max(60).optional(),
  types: listOf(z.string().max(60)).optional(),
});

const listEvents = route("GET", "/v1/events", listing, (call) => {
  const { type, types } = call.params;
  const filter = { ...createdFilter(call.params.created), types: type === undefined ? types?.slice(0, 20) : [type] };
  return listJson(call.desk.store.records.list("event", pageOf(call.params), filter), "/v1/events", render(call));
});

/** Types that this provider never tells are taken too: a production list of them must work here unchanged. */
export const enabledEvent = z.string().regex(/^(?:\*|[a-z_]+(?:\.[a-z_]+)+)$/u);

const creation = z.strictObject({
  url: webAddress,
  enabled_events: listOf(enabledEvent).refine((types) => types.length > 0 && types.length <= 100),
  description: text(5000).optional(),
  api_version: z.string().optional(),
  connect: z.literal("false").optional(),
  metadata: metadata.default({}),
});

const createEndpoint = route("POST", "/v1/webhook_endpoints", creation, ({ desk, params }) => {
  if (desk.endpoints().length >= WEBHOOK_ENDPOINTS_MAX) {
    return {
      ok: false,
      refusal: invalidRequest(`You have reached the maximum of ${WEBHOOK_ENDPOINTS_MAX} endpoints.`),
    };
  }
  const endpoint: WebhookEndpoint = {
    kind: "webhook_endpoint",
    id: desk.mint("we_1"),
    created: desk.at().nowS,
    url: params.url,
    secret: desk.mint("whsec_"),
    enabledEvents: params.enabled_events,
    description: params.description ?? null,
    metadata: params.metadata,
  };
  desk.putEndpoint(endpoint);
  return { ok: true, value: webhookEndpointJson(endpoint, true) };
});

const retrieveEndpoint = route("GET", "/v1/webhook_endpoints/:id", z.strictObject({}), ({ desk, id }) => {
  const endpoint = desk.store.records.get("webhook_endpoint", id);
  if (endpoint === undefined) return { ok: false, refusal: missing("webhook endpoint", id) };
  return { ok: true, value: webhookEndpointJson(endpoint, false) };
});

const listEndpoints = route("GET", "/v1/webhook_endpoints", z.strictObject(pageParameters), ({ desk, params }) => {
  const found = desk.store.records.list("webhook_endpoint", pageOf(params), createdFilter(params.created));
  return listJson(found, "/v1/webhook_endpoints", (endpoint) => webhookEndpointJson(endpoint, false));
});

const deleteEndpoint = route("DELETE", "/v1/webhook_endpoints/:id", z.strictObject({}), ({ desk, id }) => {
  if (!desk.removeEndpoint(id)) return { ok: false, refusal: missing("webhook endpoint", id) };
  return { ok: true, value: { id, object: "webhook_endpoint", deleted: true } };
});

export const EVENT_ROUTES = [
  retrieveEvent,
  listEvents,
  createEndpoint,
  retrieveEndpoint,
  listEndpoints,
  deleteEndpoint,
];
