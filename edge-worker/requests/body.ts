/**
 * Bodies, read whole but never more than their bound, whatever `Content-Length` says and also when they come in chunks.
 */
import { BODY_BYTES_MAX, parseBody, type Parsed } from "../../core/contract/body.ts";
import { problem } from "../../core/contract/problem.ts";
import type { z } from "zod";

export type BoundedBody =
  | { readonly kind: "read"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "too_large" };

/** @returns the bytes as they came: a signature over them must still hold. */
export async function readBounded(request: Request, bytesMax: number): Promise<BoundedBody> {
  const stated = request.headers.get("content-length");
  if (stated !== null && Number(stated) > bytesMax) return { kind: "too_large" };
  if (stated !== null) return { kind: "read", bytes: new Uint8Array(await request.arrayBuffer()) }; // HTTP holds it to that
  if (request.body === null) return { kind: "read", bytes: new Uint8Array(0) }; // looked at last: it makes a stream
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > bytesMax) {
      await reader.cancel().catch(() => undefined); // the client may have gone already
      return { kind: "too_large" };
    }
    chunks.push(value);
  }
  return { kind: "read", bytes: joined(chunks, length) };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads a JSON body with a schema, or says what is wrong with it. */
export async function readJson<Value>(request: Request, schema: z.ZodType<Value>): Promise<Parsed<Value>> {
  const body = await readBounded(request, BODY_BYTES_MAX);
  if (body.kind === "too_large") return { ok: false, problem: problem("body_too_large") };
  return parseJson(body.bytes, request.headers.get("content-type"), schema);
}

export function parseJson<Value>(
  bytes: Uint8Array,
  contentType: string | null,
  schema: z.ZodType<Value>,
): Parsed<Value> {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, problem: problem("invalid_json", { detail: "The body is not UTF-8." }) };
  }
  return parseBody(text, contentType, schema);
}
