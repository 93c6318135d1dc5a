/** What the audit log is told of the call at hand. */
import type { Context } from "hono";
import type { Act } from "../../audit/store.ts";
import type { OfficeEnv } from "../../organizations/access.ts";
import { requestIdOf } from "../answers.ts";

/**
 * @param action for example `event.published`
 * @param subject for example `event:{id}`
 */
export function actOf(
  context: Context<OfficeEnv>,
  action: string,
  subject: string,
  changes: { readonly before?: unknown; readonly after?: unknown } = {},
): Act {
  const { organizationId, actor } = context.var.access;
  return { organizationId, actor, action, subject, requestId: requestIdOf(context), atMs: Date.now(), ...changes };
}
