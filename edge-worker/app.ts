/**
 * The routes of the door, and what happens around every one of them: an odd path is refused before anything looks at
 * it, an answer always comes, and it always carries the request's id.
 */
import { problem } from "../core/contract/problem.ts";
import { refuse, refuseAs } from "./answers/json.ts";
import type { Door } from "./door.ts";
import { canonicalPath } from "./gate/canonical-path.ts";
import { type Afterwards, Call, freshRequestId } from "./requests/call.ts";
import { wantsPage } from "./requests/accept.ts";
import { type Handler, type Route, Router } from "./requests/router.ts";
import { enter, leave, renew } from "./routes/admissions.ts";
import { showDocs, showOpenApi } from "./routes/api-description.ts";
import { listCatalogue, showCatalogueEvent } from "./routes/catalogue.ts";
import { commit } from "./routes/commit.ts";
import { showChart, showSeats } from "./routes/events.ts";
import { showFile, showPanel, toDoor, toPanel } from "./routes/files.ts";
import { showHealth } from "./routes/health.ts";
import { showKeys } from "./routes/jwks.ts";
import {
  askForReminder,
  confirmReminder,
  showAsked,
  showReminder,
  showUnsubscribing,
  unsubscribe,
} from "./routes/notices.ts";
import { FOR_BUYERS, FOR_THE_PROVIDER, passOn, passOnDesk } from "./routes/office.ts";
import { showPreview } from "./routes/preview.ts";
import { extend, release, showReservation } from "./routes/reservations.ts";
import { reserve } from "./routes/reserve.ts";
import { returnFromBank } from "./routes/return.ts";
import { actOnCheckout, showCheckout, toCheckout } from "./routes/shop/checkout.ts";
import { showEvent } from "./routes/shop/event.ts";
import { showEvents } from "./routes/shop/events.ts";
import { askForOrders, listMyOrders, showMyOrders } from "./routes/shop/my-orders.ts";
import { actOnOrder, showOrder } from "./routes/shop/order.ts";
import { sayNo } from "./routes/shop/refusal.ts";
import { act, showChoice } from "./routes/shop/tickets.ts";
import { showStatus } from "./routes/status.ts";
import { takeTicket } from "./routes/tickets.ts";
import { refuseNaming } from "./visitors/naming.ts";
import { NotReadable } from "./views/shared-view.ts";

const ROUTES: readonly Route[] = [
  // the waiting room
  { method: "GET", pattern: "/rooms/{roomId}/status", handler: showStatus },
  { method: "GET", pattern: "/rooms/{roomId}/preview", handler: showPreview },
  { method: "POST", pattern: "/rooms/{roomId}/tickets", handler: takeTicket },
  { method: "POST", pattern: "/rooms/{roomId}/admissions", handler: enter },
  { method: "POST", pattern: "/rooms/{roomId}/admissions/renew", handler: renew },
  { method: "DELETE", pattern: "/rooms/{roomId}/admissions/current", handler: leave },
  { method: "GET", pattern: "/.well-known/jwks.json", handler: showKeys },
  // seats
  { method: "POST", pattern: "/seats/reserve", handler: reserve },
  { method: "GET", pattern: "/seats/reservations/{reservationId}", handler: showReservation },
  { method: "DELETE", pattern: "/seats/reservations/{reservationId}", handler: release },
  { method: "POST", pattern: "/seats/reservations/{reservationId}/extend", handler: extend },
  { method: "GET", pattern: "/events/{eventId}/seats", handler: showSeats },
  { method: "GET", pattern: "/events/{eventId}/charts/{hash}", handler: showChart },
  // the shop
  { method: "GET", pattern: "/", handler: showEvents },
  { method: "GET", pattern: "/events/{eventId}", handler: showEvent },
  { method: "GET", pattern: "/events/{eventId}/tickets", handler: showChoice },
  { method: "POST", pattern: "/events/{eventId}/tickets", handler: act },
  { method: "GET", pattern: "/events/{eventId}/checkout", handler: toCheckout },
  { method: "GET", pattern: "/checkout/return", handler: returnFromBank },
  { method: "GET", pattern: "/checkout/{reservationId}", handler: showCheckout },
  { method: "POST", pattern: "/checkout/{reservationId}", handler: actOnCheckout },
  { method: "GET", pattern: "/orders/{orderId}", handler: showOrder },
  { method: "POST", pattern: "/orders/{orderId}", handler: actOnOrder },
  { method: "GET", pattern: "/my-orders", handler: showMyOrders },
  { method: "POST", pattern: "/my-orders", handler: askForOrders },
  { method: "GET", pattern: "/my-orders/list", handler: listMyOrders },
  // news of a sale
  { method: "GET", pattern: "/events/{eventId}/sale-reminder", handler: showAsked },
  { method: "POST", pattern: "/events/{eventId}/sale-reminder", handler: askForReminder },
  { method: "GET", pattern: "/notices/sale-opening", handler: showReminder },
  { method: "POST", pattern: "/notices/sale-opening", handler: confirmReminder },
  { method: "GET", pattern: "/notices/unsubscribe", handler: showUnsubscribing },
  { method: "POST", pattern: "/notices/unsubscribe", handler: unsubscribe },
  { method: "*", pattern: "/notices/*", handler: passOn(FOR_BUYERS) },
  // what the office answers
  { method: "POST", pattern: "/seats/commit", handler: commit },
  { method: "GET", pattern: "/orders/*", handler: passOn(FOR_BUYERS) },
  { method: "POST", pattern: "/orders/{orderId}/refund-requests", handler: passOn(FOR_BUYERS) },
  { method: "*", pattern: "/checkout/*", handler: passOn(FOR_BUYERS) },
  { method: "GET", pattern: "/catalogue/events", handler: listCatalogue },
  { method: "GET", pattern: "/catalogue/events/{eventId}", handler: showCatalogueEvent },
  { method: "GET", pattern: "/catalogue/*", handler: passOn(FOR_BUYERS) },
  { method: "POST", pattern: "/webhooks/*", handler: passOn(FOR_THE_PROVIDER) },
  { method: "*", pattern: "/api/*", handler: passOnDesk },
  // about the system itself
  { method: "GET", pattern: "/health", handler: showHealth },
  { method: "GET", pattern: "/openapi.json", handler: showOpenApi },
  { method: "GET", pattern: "/docs", handler: showDocs },
  { method: "GET", pattern: "/docs-page/*", handler: showFile },
  { method: "GET", pattern: "/panel", handler: toPanel },
  { method: "GET", pattern: "/panel/door", handler: toDoor },
  { method: "GET", pattern: "/panel/*", handler: showPanel },
];

const router = new Router(ROUTES);

/** Answers one request. Never throws and never rejects. */
export function answer(request: Request, door: Door, afterwards: Afterwards): Response | Promise<Response> {
  const path = canonicalPath(request.url);
  if (path === undefined) {
    return refuseAs(problem("invalid_request", { detail: "This address is spelled oddly." }), freshRequestId());
  }
  const match = router.match(request.method, path);
  const call = new Call(request, door, afterwards, path, match.kind === "found" ? match.params : {});
  if (match.kind === "nothing")
    return wantsPage(request.headers) ? sayNo(call, "not_found") : refuse(call, "not_found");
  if (match.kind === "wrong_method") {
    const refused = refuse(call, "method_not_allowed");
    refused.headers.set("allow", match.allowed.join(", "));
    return refused;
  }
  try {
    const name = match.params.roomId ?? match.params.eventId;
    const isKnown = name === undefined || door.heard.has(name);
    const answered = isKnown ? match.handler(call) : firstTime(call, name, match.handler);
    return answered instanceof Promise ? answered.catch((error: unknown) => broken(call, error)) : answered;
  } catch (error) {
    return broken(call, error);
  }
}

async function firstTime(call: Call, name: string, handler: Handler): Promise<Response> {
  const why = await refuseNaming(call, name);
  return why === undefined ? handler(call) : refuse(call, why);
}

/** A part that does not answer, or a fault of ours: said plainly, logged with the request's id, nothing leaked. */
function broken(call: Call, error: unknown): Response | Promise<Response> {
  const unavailable = error instanceof NotReadable || isPlatformFault(error);
  console.error(
    JSON.stringify({
      level: "error",
      requestId: call.requestId,
      method: call.request.method,
      path: call.path,
      message: unavailable ? "a part does not answer" : "a request broke",
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  const why = unavailable ? problem("unavailable", { retryAfterSeconds: 1 }) : problem("internal");
  return wantsPage(call.request.headers) ? sayNo(call, why) : refuse(call, why);
}

/** An object that restarts, is overloaded or out of reach, as the platform marks it. */
function isPlatformFault(error: unknown): boolean {
  return error instanceof Error && ("retryable" in error || "overloaded" in error || "remote" in error);
}
