/** How routes call better-auth: only from our own pages, its expected nos as values, its cookies in our answer. */
import { APIError } from "better-auth/api";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "../../../core/contract/problem.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { authOf, type Auth } from "../../organizations/auth.ts";
import { siteOf } from "../../organizations/cross-site.ts";
import { refuse } from "../answers.ts";

/** Signing somebody in from a foreign page is an attack as well; a call that is no browser's says nothing. */
export const fromOurPages = createMiddleware<OfficeEnv>(async (context, next) => {
  const { headers } = context.req.raw;
  const source = {
    secFetchSite: headers.get("sec-fetch-site") ?? undefined,
    origin: headers.get("origin") ?? undefined,
  };
  const site = siteOf(source, context.env.PUBLIC_URL);
  const foreign = site === "cross" || (site === "unknown" && headers.has("cookie"));
  return foreign ? refuse(context, problem("cross_site_refused")) : next();
});

export function authOfCall(context: Context<OfficeEnv>): Auth {
  return authOf(context.env, databaseOf(context.env));
}

/** better-auth throws its expected nos; what is not one of them is a fault and goes on. */
export async function unlessRefused<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined;
    throw error;
  }
}

export function withCookies(response: Response, from: Headers): Response {
  for (const cookie of from.getSetCookie()) response.headers.append("set-cookie", cookie);
  return response;
}
