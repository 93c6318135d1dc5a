/**
 * What a page's form sends: bounded, and only from our own pages.
 */
import { BODY_BYTES_MAX } from "../../core/contract/body.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { readBounded } from "./body.ts";

export type Form =
  | { readonly ok: true; readonly fields: URLSearchParams }
  | { readonly ok: false; readonly problem: Problem };

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/iu;

export async function readForm(request: Request): Promise<Form> {
  if (!isFromOurPages(request)) return { ok: false, problem: problem("cross_site_refused") };
  if (!FORM_TYPE.test(request.headers.get("content-type") ?? "")) {
    return { ok: false, problem: problem("unsupported_media_type", { detail: "This address takes its page's form." }) };
  }
  const body = await readBounded(request, BODY_BYTES_MAX);
  if (body.kind === "too_large") return { ok: false, problem: problem("body_too_large") };
  return { ok: true, fields: new URLSearchParams(new TextDecoder().decode(body.bytes)) };
}

/**
 * Browsers say where a form stood; a form on somebody else's site is refused, although our cookies would not travel
 * with it anyway (SameSite). A program that says nothing has no cookies to abuse.
 */
function isFromOurPages({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin === null || URL.parse(origin)?.host === URL.parse(url)?.host;
}
