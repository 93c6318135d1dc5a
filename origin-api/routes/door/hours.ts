/**
 * `PUT /api/events/{id}/door/hours`: when people may come in. `GET /api/events/{id}/door/counts`: how it goes.
 */
import { Hono } from "hono";
import { doorHoursBody } from "../../../core/contract/door.ts";
import { databaseOf } from "../../db/client.ts";
import { doorCounts } from "../../door/count-queries.ts";
import { readDoorHours, writeDoorHours } from "../../door/hours-store.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

export const doorHoursRoutes = new Hono<OfficeEnv>()
  .get("/events/:id/door/counts", requirePermission("door.scan"), async (context) => {
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    return answer(context, await doorCounts(databaseOf(context.env), found.event.id, Date.now()));
  })
  .put("/events/:id/door/hours", requirePermission("sale.operate"), async (context) => {
    const body = await bodyOf(context, doorHoursBody);
    if (!body.ok) return refuse(context, body.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { event } = found;
    const database = databaseOf(context.env);
    const said = { opensAt: dateOf(body.value.opensAt), closesAt: dateOf(body.value.closesAt) };
    const before = shown(await readDoorHours(database, event));
    const act = actOf(context, "door.hours_set", `event:${event.id}`, { before, after: body.value });
    await writeDoorHours(database, act, event.id, said);
    return answer(context, shown(await readDoorHours(database, event)));
  });

function dateOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}

function shown({ opensAtMs, closesAtMs }: { readonly opensAtMs: number; readonly closesAtMs: number }) {
  return { opensAt: new Date(opensAtMs).toISOString(), closesAt: new Date(closesAtMs).toISOString() };
}
