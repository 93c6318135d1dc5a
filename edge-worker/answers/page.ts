/**
 * Answers for people: a page, never kept by any cache, with the headers that keep it from being framed or sniffed.
 */
import { REQUEST_ID } from "../../core/contract/headers.ts";
import { chosenLanguageCookie } from "../pages/languages/choice.ts";
import { type Page, render } from "../pages/layout.ts";
import type { Call } from "../requests/call.ts";

/** Of every page: a browser that was here once comes back over TLS alone. */
export const TLS_ALONE = "max-age=31536000";

export interface PageHeaders {
  /** Seconds until a browser without scripts looks again. */
  readonly refreshSeconds?: number;
  /** Where to; the same page when absent. */
  readonly refreshTo?: string;
  readonly cookies?: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly cacheControl?: string;
  /** Stricter where the address itself is a secret. */
  readonly referrerPolicy?: "no-referrer";
}

export async function showPage(call: Call, status: number, page: Page, more: PageHeaders = {}): Promise<Response> {
  const { text, policy } = await render(page, call);
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": more.cacheControl ?? "no-store",
    "content-security-policy": policy,
    "referrer-policy": more.referrerPolicy ?? "same-origin",
    "x-content-type-options": "nosniff",
    "strict-transport-security": TLS_ALONE,
    vary: "accept, accept-language, cookie",
    [REQUEST_ID]: call.requestId,
  });
  if (more.refreshSeconds !== undefined) headers.set("refresh", refreshText(more.refreshSeconds, more.refreshTo));
  if (more.retryAfterSeconds !== undefined) headers.set("retry-after", String(Math.ceil(more.retryAfterSeconds)));
  for (const cookie of more.cookies ?? []) headers.append("set-cookie", cookie);
  const language = chosenLanguageCookie(call.request);
  if (language !== undefined) headers.append("set-cookie", language);
  return new Response(text, { status, headers });
}

/** After a form: the browser goes on with a GET. */
export function seeOther(call: Call, location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, "cache-control": "no-store", [REQUEST_ID]: call.requestId });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

function refreshText(seconds: number, to: string | undefined): string {
  const wait = String(Math.ceil(seconds));
  return to === undefined ? wait : `${wait};url=${to}`;
}
