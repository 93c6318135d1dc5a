/**
 * Everything that Foyer can say no with: one code, one status, one title; on the wire an RFC 9457 problem document.
 *
 * `code` is for programs and never changes its meaning; `title` and `detail` are for people.
 */
import { z } from "zod";

/** Status and title by code. A code that is not here does not compile. */
export const PROBLEMS = {
  // the request itself
  invalid_request: { status: 400, title: "The request is not understood" },
  invalid_json: { status: 400, title: "The body is not valid JSON" },
  unsupported_media_type: { status: 415, title: "The body must be application/json" },
  body_too_large: { status: 413, title: "The body is too large" },
  validation_failed: { status: 422, title: "Some fields are not valid" },
  not_found: { status: 404, title: "There is nothing here" },
  method_not_allowed: { status: 405, title: "This method is not offered here" },
  idempotency_mismatch: { status: 422, title: "This idempotency key was used for a different request" },
  idempotency_key_required: { status: 400, title: "This call needs an Idempotency-Key" },
  rate_limited: { status: 429, title: "Too many requests from here, please slow down" },
  // who is asking
  token_invalid: { status: 401, title: "The token is not valid here" },
  admission_required: { status: 401, title: "An admission is needed" },
  admission_ended: { status: 401, title: "This admission has ended" },
  wrong_holder: { status: 403, title: "userId is not the visitor who was admitted" },
  signed_out: { status: 401, title: "Please sign in" },
  sign_in_failed: { status: 401, title: "E-mail address or password is not right" },
  cross_site_refused: { status: 403, title: "This call must come from our own pages" },
  role_refused: { status: 403, title: "Your role does not allow this" },
  // the waiting room
  joining_refused: { status: 403, title: "The room takes nobody new" },
  room_ended: { status: 410, title: "The room is closed" },
  not_your_turn: { status: 409, title: "Your turn has not come yet" },
  turn_missed: { status: 410, title: "Your turn has passed" },
  renewal_used: { status: 409, title: "The admission was already extended" },
  // seats
  seats_unavailable: { status: 409, title: "Some of these seats are no longer free" },
  would_leave_single_seat: { status: 409, title: "This choice would leave a single seat" },
  limit_reached: { status: 422, title: "That is more than one buyer may take" },
  holds_exhausted: { status: 429, title: "Too many holds ran out unpaid, please wait a moment" },
  sale_closed: { status: 403, title: "The sale is not open" },
  sale_fixed: { status: 409, title: "The sale has begun: chart and prices are fixed" },
  extension_used: { status: 409, title: "The hold was already extended" },
  hold_expired: { status: 410, title: "The hold has run out" },
  already_paying: { status: 409, title: "A payment for these seats is under way" },
  not_sold: { status: 409, title: "These seats are not sold" },
  // money
  amount_mismatch: { status: 409, title: "The amount is not the price" },
  payment_declined: { status: 402, title: "The payment was declined" },
  attempts_exhausted: { status: 409, title: "No further payment attempt is possible for these seats" },
  payment_unknown: { status: 503, title: "The payment's outcome is not known yet" },
  payment_provider_down: { status: 503, title: "The payment provider does not answer; your seats are kept" },
  refund_too_large: { status: 409, title: "That is more than can be refunded" },
  refund_blocked: { status: 409, title: "This order cannot be refunded now" },
  // organizers
  chart_invalid: { status: 422, title: "The seating chart cannot be used" },
  conflict: { status: 409, title: "This is not possible in the present state" },
  // us
  unavailable: { status: 503, title: "A part of the system does not answer" },
  internal: { status: 500, title: "Something broke on our side" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that was wrong: a JSON pointer (RFC 6901) and what is wrong with it. */
export const fieldError = z.object({ field: z.string(), message: z.string() }).meta({ id: "FieldError" });
export type FieldError = z.infer<typeof fieldError>;

export const problemDocument = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z
      .array(fieldError)
      .optional()
      .meta({ description: "Which fields were wrong (`/seatIds/3`), for 400 and 422." }),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document, `application/problem+json`." });

/** An expected no, as plain data: survives RPC, has no status of its own. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the document, such as `conflicts` or `position`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Seconds, for `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

export function problem(code: ProblemCode, more: Omit<Problem, "code"> = {}): Problem {
  return { code, ...more };
}

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** The document of a problem, for one request. */
export function problemBody(
  of: Problem,
  requestId: string,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, title } = PROBLEMS[of.code];
  const headers: Record<string, string> = {
    "content-type": PROBLEM_MEDIA_TYPE,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  if (of.retryAfterSeconds !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil(of.retryAfterSeconds)));
  const document = {
    type: `https://foyer.dev/problems/${of.code}`,
    title,
    status,
    code: of.code,
    ...(of.detail === undefined ? {} : { detail: of.detail }),
    requestId,
    ...(of.errors === undefined ? {} : { errors: of.errors }),
    ...of.extra,
  };
  return { status, headers, body: JSON.stringify(document) };
}
