/**
 * Signing in and out: `POST`/`DELETE /api/session`, the choice of an organization, and passwords.
 *
 * Guesses are counted before a password is looked at. What a wrong address and a wrong password answer is the same,
 * after the same work.
 */
import { APIError } from "better-auth/api";
import { Hono, type Context } from "hono";
import { createMiddleware } from "hono/factory";
import { CLIENT_ADDRESS } from "../../../core/contract/headers.ts";
import {
  changePasswordBody,
  chooseOrganizationBody,
  setPasswordBody,
  signInBody,
} from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { recordAct } from "../../audit/store.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { authOf, type Auth } from "../../organizations/auth.ts";
import { siteOf } from "../../organizations/cross-site.ts";
import { tokenIdentifier } from "../../organizations/member-store.ts";
import { membershipsOf, userOfToken } from "../../organizations/session-queries.ts";
import { beginAttempt, forgiveAttempt } from "../../organizations/sign-in-attempts-store.ts";
import { bodyOf, done, refuse, requestIdOf } from "../answers.ts";

/** Signing somebody in from a foreign page is an attack as well; a call that is no browser's says nothing. */
const fromOurPages = createMiddleware<OfficeEnv>(async (context, next) => {
  const { headers } = context.req.raw;
  const source = {
    secFetchSite: headers.get("sec-fetch-site") ?? undefined,
    origin: headers.get("origin") ?? undefined,
  };
  const site = siteOf(source, context.env.PUBLIC_URL);
  const foreign = site === "cross" || (site === "unknown" && headers.has("cookie"));
  return foreign ? refuse(context, problem("cross_site_refused")) : next();
});

export const sessionRoutes = new Hono<OfficeEnv>()
  .post("/session", fromOurPages, async (context) => {
    const body = await bodyOf(context, signInBody);
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const attempt = { email: body.value.email, address: context.req.header(CLIENT_ADDRESS) };
    const waitMs = await beginAttempt(database, attempt, Date.now());
    if (waitMs !== undefined) return refuse(context, problem("rate_limited", { retryAfterSeconds: waitMs / 1000 }));
    const signedIn = await unlessRefused(
      authOf(context.env, database).api.signInEmail({ body: body.value, returnHeaders: true }),
    );
    if (signedIn === undefined) return refuse(context, problem("sign_in_failed"));
    await forgiveAttempt(database, attempt, Date.now());
    return withCookies(done(context), signedIn.headers);
  })
  .delete("/session", fromOurPages, async (context) => {
    const signedOut = await authOfCall(context).api.signOut({ headers: context.req.raw.headers, returnHeaders: true });
    return withCookies(done(context), signedOut.headers);
  })
  .put("/session/organization", fromOurPages, async (context) => {
    const body = await bodyOf(context, chooseOrganizationBody);
    if (!body.ok) return refuse(context, body.problem);
    const auth = authOfCall(context);
    const { headers } = context.req.raw;
    const session = await auth.api.getSession({ headers });
    if (session === null) return refuse(context, problem("signed_out"));
    // asked before, because better-auth takes the choice away from whoever chooses what is not theirs
    const memberships = await membershipsOf(databaseOf(context.env), session.user.id, null);
    if (!memberships.some(({ organizationId }) => organizationId === body.value.organizationId)) {
      return refuse(context, problem("not_found"));
    }
    const chosen = await unlessRefused(
      auth.api.setActiveOrganization({ body: body.value, headers, returnHeaders: true }),
    );
    if (chosen === undefined) return refuse(context, problem("not_found"));
    return withCookies(done(context), chosen.headers);
  })
  .post("/password", fromOurPages, async (context) => {
    const body = await bodyOf(context, setPasswordBody);
    if (!body.ok) return refuse(context, body.problem);
    const { token, password } = body.value;
    const userId = await userOfToken(databaseOf(context.env), await tokenIdentifier(token));
    const set = await unlessRefused(authOfCall(context).api.resetPassword({ body: { token, newPassword: password } }));
    if (set === undefined || userId === undefined) return refuse(context, problem("token_invalid"));
    await recordPassword(context, userId);
    return done(context);
  })
  .put("/me/password", fromOurPages, async (context) => {
    const body = await bodyOf(context, changePasswordBody);
    if (!body.ok) return refuse(context, body.problem);
    const { headers } = context.req.raw;
    const auth = authOfCall(context);
    const session = await auth.api.getSession({ headers });
    if (session === null) return refuse(context, problem("signed_out"));
    const database = databaseOf(context.env);
    const attempt = { email: session.user.email, address: context.req.header(CLIENT_ADDRESS) };
    const waitMs = await beginAttempt(database, attempt, Date.now());
    if (waitMs !== undefined) return refuse(context, problem("rate_limited", { retryAfterSeconds: waitMs / 1000 }));
    const changed = await unlessRefused(
      auth.api.changePassword({ body: { ...body.value, revokeOtherSessions: true }, headers, returnHeaders: true }),
    );
    if (changed === undefined) return refuse(context, problem("sign_in_failed"));
    await forgiveAttempt(database, attempt, Date.now());
    await recordPassword(context, session.user.id);
    return withCookies(done(context), changed.headers);
  });

function authOfCall(context: Context<OfficeEnv>): Auth {
  return authOf(context.env, databaseOf(context.env));
}

/** Written after the fact: better-auth sets passwords in statements of its own. In every organization of the person. */
async function recordPassword(context: Context<OfficeEnv>, userId: string): Promise<void> {
  const database = databaseOf(context.env);
  for (const { organizationId } of await membershipsOf(database, userId, null)) {
    await recordAct(database, {
      organizationId,
      actor: `user:${userId}`,
      action: "member.password_set",
      subject: `user:${userId}`,
      requestId: requestIdOf(context),
      atMs: Date.now(),
    });
  }
}

/** better-auth throws its expected nos; what is not one of them is a fault and goes on. */
async function unlessRefused<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined;
    throw error;
  }
}

function withCookies(response: Response, from: Headers): Response {
  for (const cookie of from.getSetCookie()) response.headers.append("set-cookie", cookie);
  return response;
}
