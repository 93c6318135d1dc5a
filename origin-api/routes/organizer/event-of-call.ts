/** The event that a call's path names, when it is the caller's organization's; else it is not there. */
import type { Context } from "hono";
import { eventId } from "../../../core/contract/fields.ts";
import { problem, type Problem } from "../../../core/contract/problem.ts";
import { eventOf, type EventRecord } from "../../catalogue/event-queries.ts";
import { databaseOf } from "../../db/client.ts";
import type { OfficeEnv } from "../../organizations/access.ts";

export async function eventOfCall(
  context: Context<OfficeEnv>,
  id: string | undefined = context.req.param("id"),
): Promise<EventRecord | Problem> {
  const parsed = eventId.safeParse(id);
  if (!parsed.success) return problem("not_found");
  const found = await eventOf(databaseOf(context.env), context.var.access.organizationId, parsed.data);
  return found ?? problem("not_found");
}
