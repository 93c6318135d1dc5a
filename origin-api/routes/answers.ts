/**
 * How routes of the office read a body and answer: bounded bytes, strict schema, problem documents, the request id.
 */
import type { Context } from "hono";
import { BODY_BYTES_MAX, parseBody, parseValue, type Parsed } from "../../core/contract/body.ts";
import { REQUEST_ID, requestIdFrom } from "../../core/contract/headers.ts";
import { problem, problemBody, type Problem } from "../../core/contract/problem.ts";
import type { z } from "zod";

const ids = new WeakMap<Request, string>();

/** The id of this request, the same for its whole life. */
export function requestIdOf(context: Context): string {
  const request = context.req.raw;
  let id = ids.get(request);
  if (id === undefined) {
    id = requestIdFrom(context.req.header(REQUEST_ID), () => crypto.randomUUID());
    ids.set(request, id);
  }
  return id;
}

/** Answers a problem document. */
export function refuse(context: Context, of: Problem): Response {
  const id = requestIdOf(context);
  const { status, headers, body } = problemBody(of, id);
  return new Response(body, { status, headers: { ...headers, [REQUEST_ID]: id } });
}

/** Answers JSON that is nobody else's business. */
export function answer(context: Context, document: unknown, status: 200 | 201 | 202 = 200): Response {
  return Response.json(document, {
    status,
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      [REQUEST_ID]: requestIdOf(context),
    },
  });
}

/** Nothing to say but that it is done. */
export function done(context: Context): Response {
  return new Response(null, {
    status: 204,
    headers: { "cache-control": "private, no-store", [REQUEST_ID]: requestIdOf(context) },
  });
}

/** The body as `schema` vouches for it; refused by its length before it is read to the end. */
export async function bodyOf<Value>(
  context: Context,
  schema: z.ZodType<Value>,
  bytesMax: number = BODY_BYTES_MAX,
): Promise<Parsed<Value>> {
  const bytes = await bytesOf(context.req.raw, bytesMax);
  return bytes === undefined ? { ok: false, problem: problem("body_too_large") } : parsed(context, bytes, schema);
}

/** The same for a call whose body may be left out; then it is an empty object. */
export async function optionalBodyOf<Value>(context: Context, schema: z.ZodType<Value>): Promise<Parsed<Value>> {
  const bytes = await bytesOf(context.req.raw, BODY_BYTES_MAX);
  if (bytes?.byteLength === 0) return parseValue({}, schema);
  return bytes === undefined ? { ok: false, problem: problem("body_too_large") } : parsed(context, bytes, schema);
}

function parsed<Value>(context: Context, bytes: Uint8Array, schema: z.ZodType<Value>): Parsed<Value> {
  let bodyText: string;
  try {
    bodyText = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return { ok: false, problem: problem("invalid_json") };
  }
  return parseBody(bodyText, context.req.header("content-type"), schema);
}

/** Query parameters as `schema` vouches for them; a parameter given twice is refused. */
export function queryOf<Value>(context: Context, schema: z.ZodType<Value>): Parsed<Value> {
  const given = Object.entries(context.req.queries());
  return parseValue(
    Object.fromEntries(given.map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
    schema,
  );
}

async function bytesOf(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  const stated = request.headers.get("content-length");
  if (Number(stated ?? 0) > bytesMax) return undefined;
  if (stated !== null) {
    const whole = new Uint8Array(await request.arrayBuffer()); // the edge holds it to what it states
    return whole.byteLength > bytesMax ? undefined : whole;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body !== null) {
    const body: ReadableStream<Uint8Array> = request.body;
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > bytesMax) return undefined; // leaving the loop cancels the stream
      chunks.push(chunk);
    }
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
