/**
 * What a buyer asks for and the office decides: money back for an order. Asking moves no money; approving makes a refund.
 */
import { z } from "zod";
import { amount, eventId, instant, line, orderId, text } from "./fields.ts";

export const REFUND_REQUEST_LIMITS = {
  /** Open and decided ones of one order together: a no is an answer, not an invitation to a thousand tries. */
  perOrderMax: 5,
  pageMax: 200,
} as const;

/** `POST /orders/{id}/refund-requests` */
export const refundRequestBody = z
  .strictObject({ reason: text(1_000).meta({ description: "Why, in the buyer's words." }) })
  .meta({ id: "BuyerRefundRequest" });

export const refundRequestState = z.enum(["open", "approved", "declined"]);

/** As the buyer sees it. */
export const buyersRefundRequest = z
  .object({
    requestId: z.uuid(),
    state: refundRequestState,
    reason: z.string(),
    requestedAt: instant,
    decidedAt: instant.nullable(),
    answer: z.string().nullable().meta({ description: "What the office wrote to the buyer." }),
  })
  .meta({ id: "RefundRequestOfBuyer" });
export type BuyersRefundRequest = z.infer<typeof buyersRefundRequest>;

/** As the office sees it. */
export const refundRequestDocument = buyersRefundRequest
  .extend({
    orderId,
    reference: z.string(),
    eventId,
    eventTitle: z.string(),
    buyer: z.object({ email: z.string().nullable(), name: z.string().nullable() }),
    amount: amount.meta({ description: "What the order cost." }),
    decidedBy: z.string().nullable(),
    refundId: z.uuid().nullable().meta({ description: "The refund that an approval made." }),
  })
  .meta({ id: "AskedRefund" });
export type RefundRequestDocument = z.infer<typeof refundRequestDocument>;

/** `GET /api/refund-requests` */
export const refundRequestsQuery = z.strictObject({
  state: refundRequestState.optional(),
  event: eventId.optional(),
  limit: z.coerce.number().int().min(1).max(REFUND_REQUEST_LIMITS.pageMax).default(50),
  before: line(100).optional().meta({ description: "`next` of the page before." }),
});

export const refundRequestsPage = z.object({
  refundRequests: z.array(refundRequestDocument),
  next: z.string().nullable(),
});
export type RefundRequestsPage = z.infer<typeof refundRequestsPage>;

/** `POST /api/refund-requests/{id}` */
export const refundDecisionBody = z
  .strictObject({
    decision: z.enum(["approve", "decline"]),
    answer: text(1_000).optional().meta({ description: "What the buyer reads." }),
    amount: amount.optional().meta({ description: "All that is left when absent." }),
    releaseSeats: z
      .boolean()
      .optional()
      .meta({ description: "Puts the places back on sale; without it, exactly when no amount is named." }),
  })
  .refine((body) => body.decision === "approve" || (body.amount === undefined && body.releaseSeats === undefined), {
    path: ["decision"],
    message: "a refusal gives neither money nor seats back",
  })
  .meta({ id: "RefundDecision" });
export type RefundDecision = z.infer<typeof refundDecisionBody>;
