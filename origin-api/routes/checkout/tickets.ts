/**
 * `GET /orders/{id}/tickets.pdf` and `…/calendar.ics`: what a buyer takes home. For whoever has the order's key; while the
 * books do not answer, the order's page has the codes.
 */
import { Hono } from "hono";
import { z } from "zod";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import { problem } from "../../../core/contract/problem.ts";
import { orderOfBuyer, type BookedOrder } from "../../books/buyers-order.ts";
import { orderUrl } from "../../checkout/order-document.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import type { Env } from "../../env.ts";
import { ticketBundle } from "../../tickets/buyers-tickets.ts";
import { calendarFile } from "../../tickets/calendar.ts";
import { ticketsPdf } from "../../tickets/pdf.ts";
import { ticketPlaces } from "../../tickets/place-queries.ts";
import { refuse, requestIdOf } from "../answers.ts";
import { type OpenedOrder, orderOfCall } from "./order-of-call.ts";

const wishedLanguage = z
  .string()
  .regex(/^[a-z]{2}$/u)
  .optional()
  .catch(undefined);

export const ticketRoutes = new Hono<{ Bindings: Env }>()
  .get("/orders/:id/tickets.pdf", async (context) => {
    const access = await orderOfCall(context);
    const order = access === undefined ? undefined : await bookedOrder(context.env, access);
    if (order === undefined || order.tickets.length === 0) return refuse(context, problem("not_found"));
    const places = await ticketPlaces(checkoutPartsOf(context.env).database, order.orderId);
    const bytes = await ticketsPdf(ticketBundle(order, places, wishedLanguage.parse(context.req.query("lang"))));
    return file(new Uint8Array(bytes), "application/pdf", `tickets-${order.reference}.pdf`, requestIdOf(context));
  })
  .get("/orders/:id/calendar.ics", async (context) => {
    const access = await orderOfCall(context);
    const order = access === undefined ? undefined : await bookedOrder(context.env, access);
    if (order === undefined) return refuse(context, problem("not_found"));
    const { event, placedAt } = order.details;
    const text = calendarFile({
      uid: `${order.orderId}@${new URL(context.env.PUBLIC_URL).hostname}`,
      title: event.title,
      startsAt: new Date(event.startsAt),
      venue: event.venue,
      description: [order.reference, ...order.tickets.map(({ label }) => label)].join("\n"),
      url: order.url,
      asOf: new Date(placedAt),
    });
    return file(text, "text/calendar; charset=utf-8", `order-${order.reference}.ics`, requestIdOf(context));
  });

async function bookedOrder(env: Env, access: OpenedOrder): Promise<BookedOrder | undefined> {
  const { orderId, key } = access;
  const { database, publicUrl, passKeys } = checkoutPartsOf(env);
  const order = await orderOfBuyer(database, access, orderUrl(publicUrl, orderId, key), await passKeys());
  return order === "outdated" ? undefined : order;
}

/** The name has only letters that need no quoting: a reference and no title. */
function file(body: string | Uint8Array<ArrayBuffer>, type: string, name: string, requestId: string): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "referrer-policy": "no-referrer",
      [REQUEST_ID]: requestId,
    },
  });
}
