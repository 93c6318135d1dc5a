/**
 * `/api/orders` and `/api/events/{id}/bookings`: what was bought, by whom, and what became of it; and the correction of
 * a buyer's name or address, which is written down together with who made it.
 */
import { Hono } from "hono";
import { orderId } from "../../../core/contract/fields.ts";
import { bookingsQuery, orderChangeBody, ordersQuery } from "../../../core/contract/organizer/orders.ts";
import { problem } from "../../../core/contract/problem.ts";
import { performAct } from "../../audit/store.ts";
import { changedBuyer } from "../../books/buyer-store.ts";
import { officeOrder } from "../../books/office-order.ts";
import { orderSummaryOf, ordersPage } from "../../books/office-order-queries.ts";
import { orderStory } from "../../books/story/order-story.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, queryOf, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";
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
  .patch("/orders/:id", requirePermission("orders.write"), async (context) => {
    const id = orderId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const body = await bodyOf(context, orderChangeBody);
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const before = await orderSummaryOf(database, organizationId, id.data);
    if (before === undefined) return refuse(context, problem("not_found"));
    const act = actOf(context, "order.changed", `order:${id.data}`, { before: before.buyer, after: body.value });
    await performAct(database, act, changedBuyer(organizationId, id.data, body.value));
    const now = await officeOrder(database, organizationId, id.data);
    return now === undefined ? refuse(context, problem("not_found")) : answer(context, now);
  })
  .get("/orders/:id/story", requirePermission("orders.read"), async (context) => {
    const id = orderId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const parts = { database: databaseOf(context.env), objects: context.env };
    const story = await orderStory(parts, context.var.access.organizationId, id.data);
    return story === undefined ? refuse(context, problem("not_found")) : answer(context, story);
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
