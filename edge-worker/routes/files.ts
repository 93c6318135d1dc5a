/**
 * Static files of our own: the organizers' panel, and what the page of the API description needs. Every request comes
 * through the door first; no file is reached round it.
 */
import { REQUEST_ID } from "../../core/contract/headers.ts";
import { refuse } from "../answers/json.ts";
import { seeOther, TLS_ALONE } from "../answers/page.ts";
import type { Call } from "../requests/call.ts";

/** Files with a hash in their name never change under it. */
const HASHED = /^\/panel\/assets\//u;
const FOREVER = "public, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";
/** The panel's components set styles as they go; its scripts are files, and nothing comes from elsewhere. */
const PANEL_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const NO_CAMERA = "camera=(), microphone=(), geolocation=()";
const DOOR = "/panel/door/";
/** Scanning needs the camera, and a worker that keeps the page for when there is no network. */
const FOR_STEWARDS = {
  "content-security-policy": `${PANEL_POLICY}; worker-src 'self'`,
  "permissions-policy": "camera=(self), microphone=(), geolocation=()",
};

export function showFile(call: Call): Promise<Response> {
  return file(call, call.path);
}

/** The panel is one page that finds its own way: whatever is no file of its is that page. The steward's is another. */
export async function showPanel(call: Call): Promise<Response> {
  const name = call.path.split("/").at(-1) ?? "";
  if (call.path === DOOR) return file(call, DOOR, FOR_STEWARDS);
  return file(call, name.includes(".") ? call.path : "/panel/");
}

/** `/panel` and `/panel/door` are what people type. */
export function toPanel(call: Call): Response {
  return seeOther(call, "/panel/");
}

export function toDoor(call: Call): Response {
  return seeOther(call, `${DOOR}${new URL(call.request.url).search}`);
}

async function file(call: Call, path: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { request, door } = call;
  const headers = new Headers();
  const etag = request.headers.get("if-none-match");
  if (etag !== null) headers.set("if-none-match", etag);
  const found = await door.env.ASSETS.fetch(
    new Request(new URL(path, request.url), { method: request.method, headers }),
  );
  if (found.status !== 200 && found.status !== 304) return refuse(call, "not_found");
  const shown = new Response(found.body, found);
  shown.headers.set("cache-control", HASHED.test(path) ? FOREVER : ASK_AGAIN);
  shown.headers.set("content-security-policy", PANEL_POLICY);
  shown.headers.set("permissions-policy", NO_CAMERA);
  shown.headers.set("x-content-type-options", "nosniff");
  shown.headers.set("referrer-policy", "same-origin");
  shown.headers.set("strict-transport-security", TLS_ALONE);
  shown.headers.set(REQUEST_ID, call.requestId);
  for (const [name, value] of Object.entries(more)) shown.headers.set(name, value);
  return shown;
}
