/**
 * The routes of the door, and what happens around every one of them: an odd path is refused before anything looks at
 * it, an answer always comes, and it always carries the request's id.
 */
import { problem } from "../core/contract/problem.ts";
import { refuse, refuseAs } from "./answers/json.ts";
import type { Door } from "./door.ts";
import { canonicalPath } from "./gate/canonical-path.ts";
import { type Afterwards, Call, freshRequestId } from "./requests/call.ts";
import { type Route, Router } from "./requests/router.ts";
import { enter, leave, renew } from "./routes/admissions.ts";
import { showCard, showChart, showSeats } from "./routes/events.ts";
import { showKeys } from "./routes/jwks.ts";
import { extend, release, showReservation } from "./routes/reservations.ts";
import { reserve } from "./routes/reserve.ts";
import { showStatus } from "./routes/status.ts";
import { takeTicket } from "./routes/tickets.ts";
import { NotReadable } from "./views/shared-view.ts";

const ROUTES: readonly Route[] = [
  // the waiting room
  { method: "GET", pattern: "/rooms/{roomId}/status", handler: showStatus },
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
  { method: "GET", pattern: "/events/{eventId}", handler: showCard },
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
  if (match.kind === "nothing") return refuse(call, "not_found");
  if (match.kind === "wrong_method") {
    const refused = refuse(call, "method_not_allowed");
    refused.headers.set("allow", match.allowed.join(", "));
    return refused;
  }
  try {
    const answered = match.handler(call);
    return answered instanceof Promise ? answered.catch((error: unknown) => broken(call, error)) : answered;
  } catch (error) {
    return broken(call, error);
  }
}

/** A part that does not answer, or a fault of ours: said plainly, logged with the request's id, nothing leaked. */
function broken(call: Call, error: unknown): Response {
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
  return refuse(call, unavailable ? problem("unavailable", { retryAfterSeconds: 1 }) : "internal");
}

/** An object that restarts, is overloaded or out of reach, as the platform marks it. */
function isPlatformFault(error: unknown): boolean {
  return error instanceof Error && ("retryable" in error || "overloaded" in error || "remote" in error);
}
