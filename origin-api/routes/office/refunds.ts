/** `POST /api/orders/{id}/refunds`: gives money back, all or part, and seats with it where that is asked. */
import { Hono } from "hono";
import { idempotencyKey, orderId } from "../../../core/contract/fields.ts";
import { refundBody } from "../../../core/contract/organizer/orders.ts";
import { problem } from "../../../core/contract/problem.ts";
import { toMinorUnits } from "../../../core/sale/money.ts";
import { refundDocumentOf } from "../../books/office-order.ts";
import { requestRefund } from "../../books/refund-request.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";

export const refundRoutes = new Hono<OfficeEnv>().post(
  "/orders/:id/refunds",
  requirePermission("orders.refund"),
  async (context) => {
    const id = orderId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const key = context.req.header("idempotency-key");
    if (key === undefined) return refuse(context, problem("idempotency_key_required"));
    if (!idempotencyKey.safeParse(key).success) {
      const errors = [{ field: "Idempotency-Key", message: "must be 1 to 255 visible ASCII characters" }];
      return refuse(context, problem("invalid_request", { errors }));
    }
    const body = await bodyOf(context, refundBody);
    if (!body.ok) return refuse(context, body.problem);
    const { amount, reason, releaseSeats, seatIds } = body.value;
    const minor = amount === undefined ? undefined : toMinorUnits(amount.value, amount.currency);
    if (amount !== undefined && minor === undefined) {
      const errors = [{ field: "/amount/value", message: `is not an amount in ${amount.currency}` }];
      return refuse(context, problem("validation_failed", { errors }));
    }
    const wish = {
      orderId: id.data,
      idempotencyKey: key,
      reason,
      releaseSeats,
      ...(amount === undefined || minor === undefined ? {} : { amount: { currency: amount.currency, minor } }),
      ...(seatIds === undefined ? {} : { seatIds }),
    };
    const act = actOf(context, "order.refund_asked", `order:${id.data}`);
    const outcome = await requestRefund(checkoutPartsOf(context.env), wish, act);
    if (outcome.kind === "problem") return refuse(context, outcome.problem);
    const { refund } = outcome;
    return answer(context, refundDocumentOf(refund, id.data), refund.state === "settled" ? 201 : 202);
  },
);
