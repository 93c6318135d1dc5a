/** `/api/refund-requests`: what buyers ask back, and the answer: a refund or a no. */
import { Hono } from "hono";
import { z } from "zod";
import { refundDecisionBody, refundRequestsQuery } from "../../../core/contract/refund-requests.ts";
import { problem } from "../../../core/contract/problem.ts";
import { toMinorUnits } from "../../../core/sale/money.ts";
import { decideRequest, type Decision } from "../../books/buyer-request.ts";
import { refundRequestOf, refundRequestsPageOf } from "../../books/buyer-request-queries.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, queryOf, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";

const ACTIONS = { approve: "refund_request.approved", decline: "refund_request.declined" } as const;

export const refundRequestRoutes = new Hono<OfficeEnv>()
  .get("/refund-requests", requirePermission("orders.read"), async (context) => {
    const query = queryOf(context, refundRequestsQuery);
    if (!query.ok) return refuse(context, query.problem);
    const { state, event, limit, before } = query.value;
    const page = await refundRequestsPageOf(databaseOf(context.env), context.var.access.organizationId, {
      limit,
      ...(state === undefined ? {} : { state }),
      ...(event === undefined ? {} : { eventId: event }),
      ...(before === undefined ? {} : { before }),
    });
    return answer(context, page);
  })
  .post("/refund-requests/:id", requirePermission("orders.refund"), async (context) => {
    const id = z.uuid().safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const body = await bodyOf(context, refundDecisionBody);
    if (!body.ok) return refuse(context, body.problem);
    const { decision, amount, answer: words, releaseSeats } = body.value;
    const minor = amount === undefined ? undefined : toMinorUnits(amount.value, amount.currency);
    if (amount !== undefined && minor === undefined) {
      const errors = [{ field: "/amount/value", message: `is not an amount in ${amount.currency}` }];
      return refuse(context, problem("validation_failed", { errors }));
    }
    const { organizationId } = context.var.access;
    const request = await refundRequestOf(databaseOf(context.env), organizationId, id.data);
    if (request === undefined) return refuse(context, problem("not_found"));
    const decided: Decision = {
      decision,
      ...(words === undefined ? {} : { answer: words }),
      ...(releaseSeats === undefined ? {} : { releaseSeats }),
      ...(amount === undefined || minor === undefined ? {} : { amount: { currency: amount.currency, minor } }),
    };
    const act = actOf(context, ACTIONS[decision], `order:${request.orderId}`);
    const outcome = await decideRequest(checkoutPartsOf(context.env), request, decided, act);
    return outcome.kind === "problem" ? refuse(context, outcome.problem) : answer(context, outcome.request);
  });
