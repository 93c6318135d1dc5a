/**
 * `GET /openapi.json`, and `GET /docs` to read and try it. The page's files are our own; it asks nobody else.
 */
import { REQUEST_ID } from "../../core/contract/headers.ts";
import { publicJson } from "../answers/json.ts";
import { TLS_ALONE } from "../answers/page.ts";
import { openApiDocument } from "../api-description/document.ts";
import { docsPage } from "../pages/docs.ts";
import type { Call } from "../requests/call.ts";

const CACHE = "public, max-age=300";

/** By the address that it names; made once per isolate. */
const documents = new Map<string, string>();

export function showOpenApi(call: Call): Response {
  const { PUBLIC_URL } = call.door.env;
  let text = documents.get(PUBLIC_URL);
  if (text === undefined) {
    text = JSON.stringify(openApiDocument(PUBLIC_URL));
    documents.set(PUBLIC_URL, text);
  }
  return publicJson(call, text, CACHE);
}

export async function showDocs(call: Call): Promise<Response> {
  const { text, policy } = await docsPage();
  return new Response(text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "strict-transport-security": TLS_ALONE,
      [REQUEST_ID]: call.requestId,
    },
  });
}
