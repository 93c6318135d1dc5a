/**
 * Who is calling, for which organization, and whether their role allows it: the one door of the organizers' API.
 *
 * A caller is a person with a session cookie or a machine with `x-api-key`; a key wins. The role is read on every call,
 * so that whoever is removed is out at once. Asked is the table of `core/contract/roles.ts`, never a page.
 */
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { OrganizationId } from "../../core/brand.ts";
import { organizationId } from "../../core/contract/fields.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { may, ROLES, type Permission, type Role } from "../../core/contract/roles.ts";
import { databaseOf } from "../db/client.ts";
import type { Env } from "../env.ts";
import { refuse } from "../routes/answers.ts";
import { authOf } from "./auth.ts";
import { isReading, siteOf } from "./cross-site.ts";
import { sha256Base64Url } from "./secrets.ts";
import { apiKeyIsKnown, membershipsOf } from "./session-queries.ts";

/** For whom a call acts, and as what. */
interface Access {
  readonly organizationId: OrganizationId;
  readonly role: Role;
  /** `user:{id}` or `key:{id}`: what audit rows and objects are told. */
  readonly actor: string;
}

/** What a Hono app must be made of to use {@link requirePermission}: `new Hono<OfficeEnv>()`. */
export interface OfficeEnv {
  Bindings: Env;
  Variables: { access: Access };
}

/** Lets a call through when its role has `permission`; then `context.var.access` says who it is. Else 401 or 403. */
export function requirePermission(permission: Permission): MiddlewareHandler<OfficeEnv> {
  return createMiddleware<OfficeEnv>(async (context, next) => {
    const found = await accessOf(context.env, context.req.raw);
    if ("code" in found) return refuse(context, found);
    if (!may(found.role, permission)) {
      return refuse(context, problem("role_refused", { detail: `${found.role} may not ${permission}` }));
    }
    context.set("access", found);
    return next();
  });
}

/** The caller of a request, or why there is none. */
async function accessOf(env: Env, request: Request): Promise<Access | Problem> {
  const key = request.headers.get("x-api-key");
  return key === null ? accessOfSession(env, request) : accessOfKey(env, key);
}

async function accessOfKey(env: Env, key: string): Promise<Access | Problem> {
  if (!/^[\x21-\x7e]{20,200}$/u.test(key)) return problem("signed_out", { detail: "this API key is not valid" });
  const database = databaseOf(env);
  const { valid, key: row } = await authOf(env, database).api.verifyApiKey({ body: { key } });
  // the plugin calls a key invalid when the database does not answer; asking again makes that a fault
  if (!valid) await apiKeyIsKnown(database, await sha256Base64Url(key));
  const role = roleOf(row?.metadata);
  const organization = organizationId.safeParse(row?.referenceId);
  if (!valid || row === null || role === undefined || !organization.success) {
    return problem("signed_out", { detail: "this API key is not valid" });
  }
  return { organizationId: organization.data, role, actor: `key:${row.id}` };
}

function roleOf(metadata: unknown): Role | undefined {
  if (typeof metadata !== "object" || metadata === null || !("role" in metadata)) return undefined;
  return ROLES.find((role) => role === metadata.role);
}

async function accessOfSession(env: Env, request: Request): Promise<Access | Problem> {
  const database = databaseOf(env);
  const session = await authOf(env, database).api.getSession({ headers: request.headers });
  if (session === null) return problem("signed_out");
  if (!isReading(request.method)) {
    const site = siteOf(
      {
        secFetchSite: request.headers.get("sec-fetch-site") ?? undefined,
        origin: request.headers.get("origin") ?? undefined,
      },
      env.PUBLIC_URL,
    );
    if (site !== "same") return problem("cross_site_refused");
  }
  const [membership] = await membershipsOf(database, session.user.id, session.session.activeOrganizationId ?? null);
  if (membership === undefined) return problem("role_refused", { detail: "you belong to no organization" });
  return { organizationId: membership.organizationId, role: membership.role, actor: `user:${session.user.id}` };
}
