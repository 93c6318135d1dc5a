/**
 * `POST /api/bootstrap`: the first organization and its organizer, for whoever holds the bootstrap token.
 *
 * Safe by default: without a token of at least 32 characters in the configuration the call does not exist, and where
 * an organization is it founds no other unless the body says so.
 */
import { Hono } from "hono";
import { hashPassword } from "better-auth/crypto";
import { organizationId } from "../../../core/contract/fields.ts";
import { bootstrapBody } from "../../../core/contract/organizer/team.ts";
import { problem } from "../../../core/contract/problem.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { foundOrganization } from "../../organizations/bootstrap-store.ts";
import { sameSecret } from "../../organizations/secrets.ts";
import { answer, bodyOf, refuse, requestIdOf } from "../answers.ts";

const TOKEN_LENGTH_MIN = 32;

export const bootstrapRoutes = new Hono<OfficeEnv>().post("/bootstrap", async (context) => {
  const expected: string | undefined = context.env.BOOTSTRAP_TOKEN;
  if (expected === undefined || expected.length < TOKEN_LENGTH_MIN) return refuse(context, problem("not_found"));
  const given = /^Bearer ([\x21-\x7e]{1,512})$/u.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
  if (!(await sameSecret(given, expected))) return refuse(context, problem("token_invalid"));
  const body = await bodyOf(context, bootstrapBody);
  if (!body.ok) return refuse(context, body.problem);
  const founded = organizationId.parse(crypto.randomUUID());
  const made = await foundOrganization(databaseOf(context.env), {
    organizationId: founded,
    requestId: requestIdOf(context),
    atMs: Date.now(),
    body: body.value,
    passwordHash: await hashPassword(body.value.organizer.password),
  });
  if (!made) return refuse(context, problem("conflict", { detail: 'there is an organization; add "another": true' }));
  return answer(context, { organization: { id: founded, name: body.value.organization.name } }, 201);
});
