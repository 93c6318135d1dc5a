/**
 * `POST /api/events/{id}/blocks`: takes seats out of the sale and gives them back, with a reason.
 *
 * What was asked is in the audit log before the allocator hears of it, and a second entry says when it was refused.
 */
import { Hono } from "hono";
import { allocatorOf } from "../../../core/contract/objects.ts";
import { blockBody } from "../../../core/contract/organizer/events.ts";
import { problem } from "../../../core/contract/problem.ts";
import { recordAct } from "../../audit/store.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { actOf } from "./act.ts";
import { eventOfCall } from "./event-of-call.ts";

export const blockRoutes = new Hono<OfficeEnv>().post(
  "/events/:id/blocks",
  requirePermission("sale.operate"),
  async (context) => {
    const body = await bodyOf(context, blockBody);
    if (!body.ok) return refuse(context, body.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { event } = found;
    if (event.state === "draft") {
      return refuse(context, problem("conflict", { detail: "seats can be blocked when the event is published" }));
    }
    const { action, seatIds, reason } = body.value;
    const database = databaseOf(context.env);
    const subject = `event:${event.id}`;
    await recordAct(database, actOf(context, `seats.${action}`, subject, { after: { seatIds, reason } }));
    const outcome = await allocatorOf(context.env, event.id)[action]({
      seatIds,
      reason,
      actor: context.var.access.actor,
    });
    if (outcome.kind === "done") return answer(context, { action, seatIds: outcome.seatIds });
    await recordAct(
      database,
      actOf(context, `seats.${action}_refused`, subject, { after: { seatIds, reason: outcome.reason } }),
    );
    const conflicts = outcome.conflicts === undefined ? {} : { extra: { conflicts: outcome.conflicts } };
    return refuse(context, problem(outcome.reason, conflicts));
  },
);
