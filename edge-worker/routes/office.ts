/**
 * What the office answers: the door passes it on, bounded and stripped of everything that only the door may say. Of what
 * a crowd sends only those headers go along that the office reads: each costs twice, on this side and on the other.
 * Bodies go through byte by byte, because a webhook's signature is over its bytes.
 */
import { BODY_BYTES_MAX, CHART_BYTES_MAX, SCANS_BYTES_MAX } from "../../core/contract/body.ts";
import { CLIENT_ADDRESS, INTERNAL_HEADERS, ORDER_KEY, REQUEST_ID } from "../../core/contract/headers.ts";
import { TOKEN_HEADERS } from "../../core/contract/tokens.ts";
import { refuse } from "../answers/json.ts";
import { readBounded } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import type { Handler } from "../requests/router.ts";

export interface Passage {
  readonly bytesMax: number;
  /** Whether the office may see and set cookies: only where people sign in. */
  readonly cookies: boolean;
  /** The headers that go along; all that the door does not keep for itself, where they are not named. */
  readonly headers?: readonly string[];
}

const WEBHOOK_BYTES_MAX = 262_144;

export const FOR_BUYERS: Passage = {
  bytesMax: BODY_BYTES_MAX,
  cookies: false,
  headers: ["accept", "accept-language", "content-length", "content-type", "idempotency-key", ORDER_KEY],
};
export const FOR_THE_PROVIDER: Passage = {
  bytesMax: WEBHOOK_BYTES_MAX,
  cookies: false,
  headers: ["content-length", "content-type", "stripe-signature"],
};
export const FOR_THE_DESK: Passage = { bytesMax: BODY_BYTES_MAX, cookies: true };
/** Charts are large. They must state their length, so that the door need not keep one in memory to measure it. */
export const FOR_CHARTS: Passage = { bytesMax: CHART_BYTES_MAX, cookies: true };

export const FOR_GATES: Passage = { bytesMax: SCANS_BYTES_MAX, cookies: true };

/** A route that passes everything on. */
export function passOn(passage: Passage): Handler {
  return async (call) => {
    const body = await bodyOf(call, passage);
    return body === "too_large" ? refuse(call, "body_too_large") : askOffice(call, passage, { body });
  };
}

/** The panel's calls; those that carry a chart or a gate's scans may be larger. */
export const passOnDesk: Handler = (call) => {
  if (/\/charts(?:\/|$)/u.test(call.path)) return deskWithChart(call);
  return call.path.endsWith("/scans") ? gate(call) : desk(call);
};
const desk = passOn(FOR_THE_DESK);
const deskWithChart = passOn(FOR_CHARTS);
const gate = passOn(FOR_GATES);

type OutgoingBody = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;

/**
 * A body that states its length is not kept here but streamed: HTTP holds it to what it states. What stands in the body
 * of a GET means nothing (RFC 9110) and goes no further.
 */
async function bodyOf({ request }: Call, { bytesMax }: Passage): Promise<OutgoingBody | "too_large"> {
  if (request.body === null || request.method === "GET" || request.method === "HEAD") return null;
  const stated = request.headers.get("content-length");
  if (stated !== null) return Number(stated) <= bytesMax ? request.body : "too_large";
  const body = await readBounded(request, Math.min(bytesMax, WEBHOOK_BYTES_MAX));
  return body.kind === "too_large" ? "too_large" : body.bytes;
}

export interface Asking {
  readonly body: OutgoingBody;
  /** Headers that the door sets: what it vouches for, what it wants. */
  readonly vouched?: Readonly<Record<string, string>>;
  /** Another method or path than the caller's own. */
  readonly method?: string;
  readonly pathAndQuery?: string;
}

/** Asks the office in the name of a caller. */
export async function askOffice(call: Call, passage: Passage, asking: Asking): Promise<Response> {
  const { request } = call;
  const { body, vouched = {}, method = request.method } = asking;
  const headers = passage.headers === undefined ? allOf(request, passage) : namedOf(request, passage.headers);
  if (body === null) headers.delete("content-length");
  else if (!(body instanceof ReadableStream)) headers.set("content-length", String(body.byteLength));
  headers.set(REQUEST_ID, call.requestId);
  headers.set(CLIENT_ADDRESS, call.clientAddress);
  for (const [name, value] of Object.entries(vouched)) headers.set(name, value);

  const url = asking.pathAndQuery === undefined ? request.url : new URL(asking.pathAndQuery, request.url).href;
  const init: RequestInit & { duplex: "half" } = { method, headers, body, redirect: "manual", duplex: "half" };
  const answer = await call.door.env.ORIGIN.fetch(new Request(url, init));
  return ours(answer, call, passage);
}

function namedOf({ headers: given }: Request, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = given.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

function allOf(request: Request, { cookies }: Passage): Headers {
  const headers = new Headers(request.headers);
  for (const name of INTERNAL_HEADERS) headers.delete(name);
  for (const name of Object.values(TOKEN_HEADERS)) headers.delete(name);
  if (!cookies) headers.delete("cookie");
  headers.delete("transfer-encoding");
  return headers;
}

/** The office's answer as the world sees it. */
function ours(answer: Response, call: Call, passage: Passage): Response {
  const shown = new Response(answer.body, answer);
  for (const name of INTERNAL_HEADERS) shown.headers.delete(name);
  if (!passage.cookies) shown.headers.delete("set-cookie");
  shown.headers.set(REQUEST_ID, call.requestId);
  return shown;
}
