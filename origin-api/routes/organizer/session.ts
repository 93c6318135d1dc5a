/**
 * Signing in and out, and for which organization: `POST`/`DELETE /api/session`, `PUT /api/session/organization`.
 *
 * Guesses are counted before a password is looked at. What a wrong address and a wrong password answer is the same,
 * after the same work.
 */
import { Hono } from "hono";
import { CLIENT_ADDRESS } from "../../../core/contract/headers.ts";
import { chooseOrganizationBody, signInBody } from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { membershipsOf } from "../../organizations/session-queries.ts";
import { beginAttempt, forgiveAttempt } from "../../organizations/sign-in-attempts-store.ts";
import { bodyOf, done, refuse } from "../answers.ts";
import { authOfCall, fromOurPages, unlessRefused, withCookies } from "./auth-call.ts";

export const sessionRoutes = new Hono<OfficeEnv>()
  .post("/session", fromOurPages, async (context) => {
    const body = await bodyOf(context, signInBody);
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const attempt = { email: body.value.email, address: context.req.header(CLIENT_ADDRESS) };
    const waitMs = await beginAttempt(database, attempt, Date.now());
    if (waitMs !== undefined) return refuse(context, problem("rate_limited", { retryAfterSeconds: waitMs / 1000 }));
    const signedIn = await unlessRefused(
      authOfCall(context).api.signInEmail({ body: body.value, returnHeaders: true }),
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
  });
