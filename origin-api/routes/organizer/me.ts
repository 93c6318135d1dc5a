/** `GET /api/me`: who the caller is, for which organization, and what they may do. */
import { Hono } from "hono";
import { meDocument, type MeDocument } from "../../../core/contract/organizer/team.ts";
import { may, PERMISSIONS } from "../../../core/contract/roles.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { organizationName, userOf } from "../../organizations/queries.ts";
import { membershipsOf } from "../../organizations/session-queries.ts";
import { answer } from "../answers.ts";

export const meRoutes = new Hono<OfficeEnv>().get("/me", requirePermission("catalogue.read"), async (context) => {
  const { organizationId, actor, role } = context.var.access;
  const database = databaseOf(context.env);
  const userId = actor.startsWith("user:") ? actor.slice("user:".length) : undefined;
  const user = userId === undefined ? null : await userOf(database, userId);
  const memberships = userId === undefined ? [] : await membershipsOf(database, userId, organizationId);
  const organization = { id: organizationId, name: await organizationName(database, organizationId) };
  const document: MeDocument = {
    user: user ?? null,
    organization,
    role,
    permissions: PERMISSIONS.filter((permission) => may(role, permission)),
    organizations:
      user === null
        ? [{ ...organization, role }]
        : memberships.map((found) => ({ id: found.organizationId, name: found.organizationName, role: found.role })),
  };
  return answer(context, meDocument.parse(document));
});
