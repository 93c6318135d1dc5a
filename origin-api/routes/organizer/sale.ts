/**
 * `POST /api/events/{id}/publish`, `/open`, `/pause`, `/resume`, `/close`: moves a sale.
 *
 * The books and the audit row first, then the room and the allocator. When an object does not answer, the act stands in
 * the books, the answer is 503, and calling again finishes it.
 */
import { Hono, type Context } from "hono";
import { saleActBody } from "../../../core/contract/organizer/events.ts";
import { problem, type Problem } from "../../../core/contract/problem.ts";
import type { EventRecord } from "../../catalogue/event-queries.ts";
import { moveEvent } from "../../catalogue/event-store.ts";
import { eventDocumentOf } from "../../catalogue/event-views.ts";
import { tellObjects } from "../../catalogue/obedience.ts";
import { decideAct, SALE_ACTS, SALE_ACT_NAMES, type SaleActName } from "../../catalogue/sale-acts.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, optionalBodyOf, refuse, requestIdOf } from "../answers.ts";
import { actOf } from "./act.ts";
import { eventOfCall } from "./event-of-call.ts";

export const saleRoutes = new Hono<OfficeEnv>();
for (const name of SALE_ACT_NAMES) {
  saleRoutes.post(`/events/:id/${name}`, requirePermission("sale.operate"), async (context) => move(context, name));
}

async function move(context: Context<OfficeEnv>, name: SaleActName): Promise<Response> {
  const body = await optionalBodyOf(context, saleActBody);
  if (!body.ok) return refuse(context, body.problem);
  const found = await eventOfCall(context);
  if ("code" in found) return refuse(context, found);
  const decision = decideAct(name, found.event.state);
  const refusal = decision === "refuse" ? notFromHere(name, found) : notReady(name, found);
  if (refusal !== undefined) return refuse(context, refusal);
  const database = databaseOf(context.env);
  const { from, to, action } = SALE_ACTS[name];
  let isOvertaken = false;
  if (decision === "move") {
    const { message } = body.value;
    const act = actOf(context, action, `event:${found.event.id}`, {
      before: { state: found.event.state },
      after: { state: to, ...(message === undefined ? {} : { message }) },
    });
    isOvertaken = !(await moveEvent(database, act, found.event.id, from, to));
  }
  const moved = await eventOfCall(context);
  if ("code" in moved) return refuse(context, moved);
  // by somebody who did the same: then it is done; or by somebody who did something else
  if (isOvertaken && decideAct(name, moved.event.state) !== "repeat") return refuse(context, notFromHere(name, moved));
  const told = await tellObjects(context.env, database, {
    record: moved,
    actor: context.var.access.actor,
    ...(body.value.message === undefined ? {} : { message: body.value.message }),
  }).catch((error: unknown) => silent(requestIdOf(context), error));
  if (told === "sale_fixed") return refuse(context, problem("sale_fixed"));
  if (told === "silent") {
    return refuse(context, problem("unavailable", { detail: `the event is ${to} in the books; call again to finish` }));
  }
  return answer(context, eventDocumentOf(told));
}

function silent(requestId: string, error: unknown): "silent" {
  const message = "an act stands in the books and was not told to every object";
  console.error(JSON.stringify({ level: "error", worker: "origin", requestId, message, error: String(error) }));
  return "silent";
}

function notFromHere(name: SaleActName, { event }: EventRecord): Problem {
  return problem("conflict", {
    detail: `an event that is ${event.state} cannot ${name}`,
    extra: { state: event.state },
  });
}

/** What an event lacks to be sold. */
function notReady(name: SaleActName, { event, prices }: EventRecord): Problem | undefined {
  if (event.state === "draft" && prices.length === 0) {
    return problem("conflict", { detail: "no category has a price" });
  }
  if (name !== "close" && name !== "pause" && event.saleEndsAt.getTime() <= Date.now()) {
    return problem("conflict", { detail: "the sale's end has passed" });
  }
  return undefined;
}
