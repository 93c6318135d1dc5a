// One request to /v1 from its first byte to its answer: who asks, what is broken today, has it been answered before,
// what is to be done. Everything that changes state happens in one transaction, without an await in it.
import { timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { OutageSwitch } from "../control/outage.ts";
import type { Fault } from "../control/settings.ts";
import type { Desk } from "../desk.ts";
import { IDEMPOTENCY_KEY_LENGTH_MAX } from "../limits.ts";
import { invalidRequest, type Refusal } from "../rules/refusal.ts";
import { errorJson } from "../wire/error.ts";
import { API_VERSION } from "../wire/event.ts";
import type { View } from "../wire/json.ts";
import { accountRoute, BALANCE_ROUTES } from "./balance.ts";
import { CHARGE_ROUTES } from "./charges.ts";
import { EVENT_ROUTES } from "./events.ts";
import { expand, expandPaths } from "./expand.ts";
import { readForm } from "./form-encoding.ts";
import { fingerprintOf, KeyLocks, keyInUse, once, type Executed } from "./idempotency.ts";
import { PAYMENT_INTENT_ROUTES } from "./payment-intents.ts";
import { PAYMENT_METHOD_ROUTES } from "./payment-methods.ts";
import { REFUND_ROUTES } from "./refunds.ts";
import { matchRoute, type Route } from "./route.ts";

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The query of a GET or DELETE, the body of a POST. */
  readonly encoded: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly version: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const BROKEN: Refusal = {
  status: 500,
  type: "api_error",
  message: "An unknown error occurred. (This is an outage that was switched on.)",
};
const DOWN: Refusal = { ...BROKEN, status: 503, message: "The service is unavailable. (An outage is switched on.)" };

export class ApiExchange {
  readonly #desk: Desk;
  readonly #outage: OutageSwitch;
  readonly #secretKey: string;
  readonly #baseUrl: () => string;
  readonly #routes: readonly Route[];
  readonly #locks = new KeyLocks();

  constructor(desk: Desk, outage: OutageSwitch, secretKey: string, baseUrl: () => string) {
    this.#desk = desk;
    this.#outage = outage;
    this.#secretKey = secretKey;
    this.#baseUrl = baseUrl;
    this.#routes = [
      ...PAYMENT_INTENT_ROUTES,
      ...REFUND_ROUTES,
      ...CHARGE_ROUTES,
      ...BALANCE_ROUTES,
      ...EVENT_ROUTES,
      ...PAYMENT_METHOD_ROUTES,
      accountRoute(secretKey),
    ];
  }

  view(): View {
    return { baseUrl: this.#baseUrl(), nowS: this.#desk.at().nowS };
  }

  /** `undefined`: close the connection without a word. */
  async answer(request: ApiRequest): Promise<ApiAnswer | undefined> {
    const requestId = this.#desk.mint("req_");
    const faults = this.#outage.draw();
    const meets = (mode: Fault["mode"]) => faults.some((fault) => fault.mode === mode);
    if (meets("unreachable")) return undefined;
    if (meets("down")) return this.#refuse(DOWN, request, requestId);
    const refusal = this.#stranger(request.authorization) ?? wrongKey(request.idempotencyKey);
    if (refusal !== undefined) return this.#refuse(refusal, request, requestId);

    const key = request.method === "POST" ? request.idempotencyKey : undefined;
    if (key !== undefined && !this.#locks.take(key)) return this.#refuse(keyInUse(key), request, requestId);
    try {
      const slow = faults.find((fault) => fault.mode === "slow");
      if (slow !== undefined) await pause(slow.delayMs);
      const answer = this.#perform(request, requestId, key, meets("500_after_work"));
      return meets("lose_answers") ? undefined : answer;
    } finally {
      if (key !== undefined) this.#locks.release(key);
    }
  }

  #perform(request: ApiRequest, requestId: string, key: string | undefined, breaks: boolean): ApiAnswer {
    const work = () => this.#execute(request, requestId, breaks);
    const done = this.#desk.store.database.transaction(() => {
      if (key === undefined) return { kind: "fresh", ...work() } as const;
      return once(this.#desk, key, fingerprintOf(request.method, request.path, request.encoded), requestId, work);
    });
    if (done.kind === "refused") return this.#refuse(done.refusal, request, requestId);
    const headers = headersOf(request, requestId);
    if (done.kind === "replayed") {
      headers["Idempotent-Replayed"] = "true";
      headers["Original-Request"] = done.originalRequestId;
    } else if (key !== undefined) headers["Original-Request"] = requestId;
    return { status: done.status, body: done.body, headers };
  }

  #execute(request: ApiRequest, requestId: string, breaks: boolean): Executed {
    const invalid = (refusal: Refusal) => ({ ...this.#refusalBody(refusal), saved: false });
    const matched = matchRoute(this.#routes, request.method, request.path);
    if (typeof matched === "string") return invalid(unknownUrl(request));
    const reading = readForm(request.encoded);
    if (!reading.ok) return invalid(invalidRequest(reading.message));
    const { expand: wanted, ...params } = reading.form;
    const paths = expandPaths(wanted);
    if (!Array.isArray(paths)) return invalid(paths);

    const view = this.view();
    const origin = { requestId, idempotencyKey: request.idempotencyKey ?? null };
    const outcome = matched.route.run({ desk: this.#desk, view, origin, id: matched.id, params });
    if (outcome.kind === "invalid") return invalid(outcome.refusal);
    if (breaks) return { ...this.#refusalBody(BROKEN), saved: true };
    if (!outcome.reply.ok) return { ...this.#refusalBody(outcome.reply.refusal), saved: true };
    const answer = expand(this.#desk, view, outcome.reply.value, paths);
    return { status: 200, body: JSON.stringify(answer), saved: true };
  }

  #stranger(authorization: string | undefined): Refusal | undefined {
    const unauthorised = (message: string): Refusal => ({ status: 401, type: "invalid_request_error", message });
    const given = /^Bearer (?<key>\S+)$/u.exec(authorization ?? "")?.groups?.["key"];
    if (given === undefined) {
      return unauthorised(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      );
    }
    const [a, b] = [Buffer.from(given), Buffer.from(this.#secretKey)];
    if (a.length === b.length && timingSafeEqual(a, b)) return undefined;
    return unauthorised(`Invalid API Key provided: ${given.slice(0, 8)}${"*".repeat(8)}${given.slice(-4)}`);
  }

  #refusalBody(refusal: Refusal): { status: number; body: string } {
    return { status: refusal.status, body: JSON.stringify(errorJson(refusal, this.view())) };
  }

  #refuse(refusal: Refusal, request: ApiRequest, requestId: string): ApiAnswer {
    return { ...this.#refusalBody(refusal), headers: headersOf(request, requestId) };
  }
}

function wrongKey(key: string | undefined): Refusal | undefined {
  if (key === undefined || (key.length > 0 && key.length <= IDEMPOTENCY_KEY_LENGTH_MAX)) return undefined;
  return invalidRequest(`Idempotency keys must be 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters long.`);
}

function unknownUrl(request: ApiRequest): Refusal {
  const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
  return { status: 404, type: "invalid_request_error", message };
}

function headersOf(request: ApiRequest, requestId: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Cache-Control": "no-cache, no-store",
    "Request-Id": requestId,
    "Stripe-Version": request.version ?? API_VERSION,
    ...(request.idempotencyKey === undefined ? {} : { "Idempotency-Key": request.idempotencyKey }),
  };
}
