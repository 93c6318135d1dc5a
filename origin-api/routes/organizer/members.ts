/** `/api/members`: who works here and as what. Only organizers see and change it. */
import { Hono } from "hono";
import { hashPassword } from "better-auth/crypto";
import { memberBody, memberChangeBody, TEAM_LIMITS, teamId } from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { addMember, changeRole, removeMember, renewPasswordToken } from "../../organizations/member-store.ts";
import { memberOf, membersOf } from "../../organizations/queries.ts";
import { answer, bodyOf, done, refuse } from "../answers.ts";
import { actOf } from "./act.ts";

const LAST_ORGANIZER = problem("conflict", {
  detail: "an organization keeps at least one organizer, or the role was just changed by somebody else",
});

export const memberRoutes = new Hono<OfficeEnv>()
  .get("/members", requirePermission("team.write"), async (context) =>
    answer(context, { members: await membersOf(databaseOf(context.env), context.var.access.organizationId) }),
  )
  .post("/members", requirePermission("team.write"), async (context) => {
    const body = await bodyOf(context, memberBody);
    if (!body.ok) return refuse(context, body.problem);
    const { password, ...described } = body.value;
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const [userId, memberId] = [crypto.randomUUID(), crypto.randomUUID()];
    const added = await addMember(
      database,
      // the log outlives the people: it knows the id and the role, not the name
      actOf(context, "member.added", `member:${memberId}`, { after: { userId, role: described.role } }),
      {
        userId,
        memberId,
        body: described,
        ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
      },
    );
    if (added === undefined) {
      const isFull = (await membersOf(database, organizationId)).length >= TEAM_LIMITS.membersMax;
      const detail = isFull ? `at most ${TEAM_LIMITS.membersMax} members` : "this address has an account";
      return refuse(context, problem("conflict", { detail }));
    }
    return answer(context, { member: await memberOf(database, organizationId, memberId), ...added }, 201);
  })
  .patch("/members/:id", requirePermission("team.write"), async (context) => {
    const body = await bodyOf(context, memberChangeBody);
    if (!body.ok) return refuse(context, body.problem);
    const { role } = body.value;
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const member = await memberOf(database, organizationId, context.req.param("id"));
    if (member === undefined) return refuse(context, problem("not_found"));
    if (member.role !== role) {
      const act = actOf(context, "member.role_changed", `member:${member.id}`, {
        before: { role: member.role },
        after: { role },
      });
      if (!(await changeRole(database, act, member.id, member.role, role))) return refuse(context, LAST_ORGANIZER);
    }
    return answer(context, { member: { ...member, role } });
  })
  .delete("/members/:id", requirePermission("team.write"), async (context) => {
    const database = databaseOf(context.env);
    const member = await memberOf(database, context.var.access.organizationId, context.req.param("id"));
    if (member === undefined) return refuse(context, problem("not_found"));
    const act = actOf(context, "member.removed", `member:${member.id}`, {
      before: { userId: member.userId, role: member.role },
    });
    return (await removeMember(database, act, member.id)) ? done(context) : refuse(context, LAST_ORGANIZER);
  })
  .post("/members/:id/password-tokens", requirePermission("team.write"), async (context) => {
    const memberId = teamId.safeParse(context.req.param("id"));
    if (!memberId.success) return refuse(context, problem("not_found"));
    const act = actOf(context, "member.password_token_made", `member:${memberId.data}`);
    const token = await renewPasswordToken(databaseOf(context.env), act, memberId.data);
    return token === undefined ? refuse(context, problem("not_found")) : answer(context, token, 201);
  });
