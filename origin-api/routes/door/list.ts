/**
 * `GET /api/events/{id}/door`: the passes of an event for gates that may lose their network, each page signed, so that it
 * can be handed on by whatever way and still be trusted.
 */
import { Hono } from "hono";
import { doorListQuery, LIST_SIGNATURE, type DoorListDocument } from "../../../core/contract/door.ts";
import { databaseOf } from "../../db/client.ts";
import { readDoorHours } from "../../door/hours-store.ts";
import { listPage } from "../../door/list-queries.ts";
import { passKeysOf } from "../../door/pass-keys.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, queryOf, refuse } from "../answers.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

export const doorListRoutes = new Hono<OfficeEnv>().get(
  "/events/:id/door",
  requirePermission("door.scan"),
  async (context) => {
    const query = queryOf(context, doorListQuery);
    if (!query.ok) return refuse(context, query.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { event, venue, chart } = found;
    const database = databaseOf(context.env);
    const { since: sinceMs, after } = query.value;
    const [keys, hours, page] = await Promise.all([
      passKeysOf(context.env),
      readDoorHours(database, event),
      listPage(database, event.id, { sinceMs, after }),
    ]);
    const document: DoorListDocument = {
      keys: [...keys.publicKeys],
      event: {
        id: event.id,
        title: event.title,
        timeZone: venue.timeZone,
        startsAt: event.startsAt.toISOString(),
        opensAt: new Date(hours.opensAtMs).toISOString(),
        closesAt: new Date(hours.closesAtMs).toISOString(),
        categories: Object.fromEntries(chart.categories.map(({ key, label }) => [key, label])),
      },
      asOf: new Date(page.asOfMs).toISOString(),
      version: page.asOfMs,
      passes: [...page.passes],
      total: page.total,
      next: page.next,
    };
    const response = answer(context, document);
    const bytes = await response.clone().arrayBuffer();
    response.headers.set(LIST_SIGNATURE, await keys.signList(event.id, bytes));
    return response;
  },
);
