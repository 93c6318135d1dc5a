// Events and webhook endpoints in Stripe's shape.
import type { ProviderEvent, WebhookEndpoint } from "../storage/record.ts";
import type { JsonObject, View } from "./json.ts";
import { moneyJson } from "./money.ts";

export const API_VERSION = "2026-10-28.endive";

export function eventJson(event: ProviderEvent, pendingWebhooks: number, view: View): JsonObject {
  return {
    id: event.id,
    object: "event",
    api_version: API_VERSION,
    created: event.created,
    data: { object: moneyJson(event.object, view) },
    livemode: false,
    pending_webhooks: pendingWebhooks,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}

/** The secret is shown once, in the answer that made the endpoint. */
export function webhookEndpointJson(endpoint: WebhookEndpoint, withSecret: boolean): JsonObject {
  return {
    id: endpoint.id,
    object: "webhook_endpoint",
    api_version: null,
    application: null,
    created: endpoint.created,
    description: endpoint.description,
    enabled_events: endpoint.enabledEvents,
    livemode: false,
    metadata: endpoint.metadata,
    ...(withSecret ? { secret: endpoint.secret } : {}),
    status: "enabled",
    url: endpoint.url,
  };
}
