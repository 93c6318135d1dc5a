/** `POST /orders/{id}/refund-requests`: the buyer asks for their money back; 201 asked, 200 was asked already. */
import { Hono } from "hono";
import { problem } from "../../../core/contract/problem.ts";
import { refundRequestBody } from "../../../core/contract/refund-requests.ts";
import { askedByBuyer } from "../../books/buyer-request.ts";
import { asBuyerSees } from "../../books/buyer-request-queries.ts";
import { isOutdatedLink } from "../../books/order-queries.ts";
import { databaseOf } from "../../db/client.ts";
import type { Env } from "../../env.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { orderOfCall } from "./order-of-call.ts";

export const buyerRequestRoutes = new Hono<{ Bindings: Env }>().post("/orders/:id/refund-requests", async (context) => {
  const order = await orderOfCall(context);
  if (order === undefined) return refuse(context, problem("not_found"));
  const body = await bodyOf(context, refundRequestBody);
  if (!body.ok) return refuse(context, body.problem);
  const database = databaseOf(context.env);
  if (await isOutdatedLink(database, order)) return refuse(context, problem("not_found"));
  const asked = await askedByBuyer(database, order.orderId, body.value.reason);
  if (asked.kind === "problem") return refuse(context, asked.problem);
  return answer(context, asBuyerSees(asked.request), asked.isNew ? 201 : 200);
});
