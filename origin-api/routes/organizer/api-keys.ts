/** `/api/api-keys`: keys with which machines act for the organization, in a role. Shown once, when they are made. */
import { Hono } from "hono";
import { apiKeyBody, newApiKeyDocument, TEAM_LIMITS, teamId } from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { createApiKey, deleteApiKey } from "../../organizations/api-key-store.ts";
import { apiKeysOf } from "../../organizations/queries.ts";
import { answer, bodyOf, done, refuse } from "../answers.ts";
import { actOf } from "./act.ts";

export const apiKeyRoutes = new Hono<OfficeEnv>()
  .get("/api-keys", requirePermission("team.write"), async (context) =>
    answer(context, { apiKeys: await apiKeysOf(databaseOf(context.env), context.var.access.organizationId) }),
  )
  .post("/api-keys", requirePermission("team.write"), async (context) => {
    const body = await bodyOf(context, apiKeyBody);
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const id = crypto.randomUUID();
    const act = actOf(context, "api_key.made", `api_key:${id}`, { after: body.value });
    const made = await createApiKey(database, act, id, body.value);
    if (made === undefined) {
      return refuse(context, problem("conflict", { detail: `at most ${TEAM_LIMITS.apiKeysMax} keys` }));
    }
    const { key, start, expiresAt } = made;
    const document = {
      id,
      name: body.value.name,
      role: body.value.role,
      start,
      createdAt: new Date(act.atMs).toISOString(),
      lastUsedAt: null,
      expiresAt: expiresAt?.toISOString() ?? null,
      key,
    };
    return answer(context, newApiKeyDocument.parse(document), 201);
  })
  .delete("/api-keys/:id", requirePermission("team.write"), async (context) => {
    const keyId = teamId.safeParse(context.req.param("id"));
    if (!keyId.success) return refuse(context, problem("not_found"));
    const act = actOf(context, "api_key.revoked", `api_key:${keyId.data}`);
    const deleted = await deleteApiKey(databaseOf(context.env), act, keyId.data);
    return deleted ? done(context) : refuse(context, problem("not_found"));
  });
