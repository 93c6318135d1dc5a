/** `/api/orders` and `/api/events/{id}/bookings`: what was bought, by whom, and what became of it. */
import { Hono } from "hono";
import { orderId } from "../../../core/contract/fields.ts";
import { bookingsQuery, ordersQuery } from "../../../core/contract/organizer/orders.ts";
import { problem } from "../../../core/contract/problem.ts";
import { officeOrder } from "../../books/office-order.ts";
import { ordersPage } from "../../books/office-order-queries.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, queryOf, refuse } from "../answers.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

export const officeOrderRoutes = new Hono<OfficeEnv>()
  .get("/orders", requirePermission("orders.read"), async (context) => {
    const query = queryOf(context, ordersQuery);
    if (!query.ok) return refuse(context, query.problem);
    const { event, q, limit, before } = query.value;
    const page = await ordersPage(databaseOf(context.env), context.var.access.organizationId, {
      limit,
      ...(event === undefined ? {} : { eventId: event }),
      ...(q === undefined ? {} : { text: q }),
      ...(before === undefined ? {} : { before }),
    });
    return answer(context, page);
  })
  .get("/orders/:id", requirePermission("orders.read"), async (context) => {
    const id = orderId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const found = await officeOrder(databaseOf(context.env), context.var.access.organizationId, id.data);
    return found === undefined ? refuse(context, problem("not_found")) : answer(context, found);
  })
  .get("/events/:id/bookings", requirePermission("orders.read"), async (context) => {
    const query = queryOf(context, bookingsQuery);
    if (!query.ok) return refuse(context, query.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { q, limit, before } = query.value;
    const page = await ordersPage(databaseOf(context.env), context.var.access.organizationId, {
      eventId: found.event.id,
      limit,
      ...(q === undefined ? {} : { text: q }),
      ...(before === undefined ? {} : { before }),
    });
    return answer(context, page);
  });
