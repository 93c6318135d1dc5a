/**
 * `GET /checkout/return`: the bank sends its customer back. Drives the sale on and shows the order, or the checkout
 * again. Driving is nobody's privilege, seeing the order is: only the payer's browser knows the payment's secret.
 */
import { Hono } from "hono";
import { problem } from "../../../core/contract/problem.ts";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import { eventOfReservation } from "../../../core/sale/reservation-id.ts";
import { drive } from "../../checkout/drive.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import { RETURN_PATH, returnQuery } from "../../checkout/return-url.ts";
import type { Env } from "../../env.ts";
import { queryOf, refuse, requestIdOf } from "../answers.ts";
import { intoTheBooks, orderPage } from "./sold.ts";
import { visitOf } from "./visit.ts";

export const returnRoutes = new Hono<{ Bindings: Env }>().get(RETURN_PATH, async (context) => {
  const query = queryOf(context, returnQuery);
  if (!query.ok) return refuse(context, query.problem);
  const { event: eventId, reservation: reservationId, payment_intent_client_secret: secret } = query.value;
  if (eventOfReservation(reservationId, [eventId]) === undefined) return refuse(context, problem("not_found"));
  const parts = checkoutPartsOf(context.env);
  const driven = await drive(parts, { eventId, reservationId });
  if (driven.kind === "no_such_reservation") return refuse(context, problem("not_found"));
  let location = `${parts.publicUrl}/events/${eventId}/checkout?reservation=${reservationId}`;
  if (driven.kind === "sold") {
    const { reservation, payment } = driven.sale;
    await intoTheBooks(context, parts, driven.sale);
    const isPayer = secret !== undefined && payment?.clientSecret === secret;
    const isHolder = visitOf(context)?.visitorId === reservation.holder;
    if (isPayer || isHolder) location = await orderPage(parts, reservation);
  } else {
    location += `&outcome=${driven.kind === "not_sold" ? "declined" : driven.kind}`;
  }
  const headers = { location, "cache-control": "private, no-store", [REQUEST_ID]: requestIdOf(context) };
  return new Response(null, { status: 303, headers });
});
