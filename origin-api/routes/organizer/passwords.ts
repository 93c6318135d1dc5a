/**
 * `POST /api/password` sets a password with a token that an organizer handed over; `PUT /api/me/password` changes one's
 * own. Both end the other sessions of the person and leave an audit row, without the password.
 */
import { Hono, type Context } from "hono";
import { CLIENT_ADDRESS } from "../../../core/contract/headers.ts";
import { changePasswordBody, setPasswordBody } from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { recordAct } from "../../audit/store.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { tokenIdentifier } from "../../organizations/member-store.ts";
import { membershipsOf, userOfToken } from "../../organizations/session-queries.ts";
import { beginAttempt, forgiveAttempt } from "../../organizations/sign-in-attempts-store.ts";
import { bodyOf, done, refuse, requestIdOf } from "../answers.ts";
import { authOfCall, fromOurPages, unlessRefused, withCookies } from "./auth-call.ts";

export const passwordRoutes = new Hono<OfficeEnv>()
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
