/**
 * The one way from the panel to the API: same origin, session cookie, JSON both ways, answers vouched for by a schema.
 *
 * A refusal arrives as {@link ApiProblem}; what a role may not do is refused there, never only hidden here.
 */
import type { z } from "zod";
import { problemDocument, type FieldError, type ProblemCode } from "../../../core/contract/problem.ts";

const PATIENCE_MS = 30_000;

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly cache?: RequestCache;
}

/** The API's no, or `unreachable` when there was no answer that can be read. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: ProblemCode | "unreachable";
  readonly status: number;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(of: {
    readonly code: ProblemCode | "unreachable";
    readonly status: number;
    readonly detail?: string | undefined;
    readonly requestId?: string | undefined;
    readonly errors?: readonly FieldError[] | undefined;
    readonly retryAfterSeconds?: number | undefined;
  }) {
    super(of.detail ?? of.code);
    this.code = of.code;
    this.status = of.status;
    this.detail = of.detail;
    this.requestId = of.requestId;
    this.errors = of.errors ?? [];
    this.retryAfterSeconds = of.retryAfterSeconds;
  }
}

/** Calls and reads the answer with `schema`. An answer that is not what was agreed is a fault, not a value. */
export async function ask<Value>(path: string, schema: z.ZodType<Value>, call: Call = {}): Promise<Value> {
  const response = await send(`/api${path}`, call);
  return schema.parse(await response.json());
}

/** Reads what is public, as visitors do. */
export async function askPublic<Value>(path: string, schema: z.ZodType<Value>, call: Call = {}): Promise<Value> {
  return schema.parse(await (await send(path, call)).json());
}

/** Calls where there is nothing to read but that it is done. */
export async function tell(path: string, call: Call): Promise<void> {
  await send(`/api${path}`, call);
}

/** The answer as it came, for those who need its bytes or headers. */
export function answerOf(path: string): Promise<Response> {
  return send(`/api${path}`, {});
}

/** Calls for a file. */
export async function download(path: string): Promise<Blob> {
  return (await send(`/api${path}`, {})).blob();
}

/** `?a=1&b=2` of what is given; empty when nothing is. */
export function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

async function send(path: string, call: Call): Promise<Response> {
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  try {
    response = await fetch(path, {
      method: call.method ?? "GET",
      credentials: "same-origin",
      cache: call.cache ?? "default",
      headers: {
        accept: "application/json",
        ...(text !== undefined && { "content-type": "application/json" }),
        ...call.headers,
      },
      ...(text !== undefined && { body: text }),
      signal: call.signal === undefined ? patience : AbortSignal.any([call.signal, patience]),
    });
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    throw new ApiProblem({ code: "unreachable", status: 0 });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const waiting = Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {};
  const parsed = problemDocument.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) return new ApiProblem({ code: "unreachable", status: response.status, ...waiting });
  const { code, status, detail, requestId, errors } = parsed.data;
  return new ApiProblem({ code, status, detail, requestId, errors, ...waiting });
}
