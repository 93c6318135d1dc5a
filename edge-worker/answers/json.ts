/**
 * Answers for programs: JSON and problem documents, each with the request's id.
 */
import { REQUEST_ID } from "../../core/contract/headers.ts";
import { problem, problemBody, type Problem, type ProblemCode } from "../../core/contract/problem.ts";
import type { Call } from "../requests/call.ts";

/** A visitor's own answer: nobody may keep it. */
export const PRIVATE = "private, no-store";

/** @param headers further ones, such as `set-cookie`. */
export function json(
  call: Call,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": PRIVATE,
      "x-content-type-options": "nosniff",
      [REQUEST_ID]: call.requestId,
      ...headers,
    },
  });
}

/** JSON that is encoded already and the same for everybody. */
export function publicJson(call: Call, body: BodyInit, cacheControl: string): Response {
  return new Response(body, {
    headers: {
      "content-type": "application/json",
      "cache-control": cacheControl,
      "x-content-type-options": "nosniff",
      [REQUEST_ID]: call.requestId,
    },
  });
}

export function noContent(call: Call): Response {
  return new Response(null, { status: 204, headers: { "cache-control": PRIVATE, [REQUEST_ID]: call.requestId } });
}

/** A no, as an RFC 9457 document. Never sets a cookie. */
export function refuse(call: Call, of: Problem | ProblemCode): Response {
  return refuseAs(typeof of === "string" ? problem(of) : of, call.requestId);
}

export function refuseAs(of: Problem, requestId: string): Response {
  const { status, headers, body } = problemBody(of, requestId);
  return new Response(body, { status, headers: { ...headers, [REQUEST_ID]: requestId } });
}
