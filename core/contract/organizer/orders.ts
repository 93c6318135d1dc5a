/** The office's API: orders as support and finance see them, and their refunds. */
import { z } from "zod";
import { orderScan } from "../door.ts";
import {
  amount,
  categoryKey,
  email,
  eventId,
  instant,
  line,
  orderId,
  passId,
  reservationId,
  seatId,
} from "../fields.ts";
import { refundRequestDocument } from "../refund-requests.ts";
import { SALE_LIMITS } from "../seats.ts";
import { mailDocument } from "./notifications.ts";

export const ORDERS_PAGE_MAX = 200;

/** `GET /api/orders`, `GET /api/events/{id}/bookings` */
export const ordersQuery = z.strictObject({
  event: eventId.optional(),
  q: line(200).optional().meta({ description: "A reference, an e-mail address, a name, a seat, or an order's id." }),
  limit: z.coerce.number().int().min(1).max(ORDERS_PAGE_MAX).default(50),
  before: line(100).optional().meta({ description: "`next` of the page before." }),
});
export const bookingsQuery = ordersQuery.omit({ event: true });

export const orderStatus = z.enum(["paid", "partially_refunded", "refunded"]);

export const orderSummary = z
  .object({
    orderId,
    reference: z.string(),
    eventId,
    status: orderStatus,
    amount,
    refunded: amount.meta({ description: "Settled and under way." }),
    places: z.int(),
    buyer: z.object({ email: z.string().nullable(), name: z.string().nullable() }),
    placedAt: instant,
  })
  .meta({ id: "OrderSummary" });
export type OrderSummary = z.infer<typeof orderSummary>;

export const ordersPageDocument = z.object({ orders: z.array(orderSummary), next: z.string().nullable() });
export type OrdersPageDocument = z.infer<typeof ordersPageDocument>;

export const refundDocument = z
  .object({
    refundId: z.uuid(),
    orderId,
    amount,
    state: z.enum(["pending", "settled", "failed"]),
    reason: z.string(),
    releaseSeats: z.boolean(),
    seatsReleasedAt: instant.nullable(),
    requestedBy: z.string(),
    requestedAt: instant,
    settledAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: "Refund" });
export type RefundDocument = z.infer<typeof refundDocument>;

/** `POST /api/orders/{id}/refunds`; needs an `Idempotency-Key`. Without an amount all that is left is refunded. */
export const refundBody = z
  .strictObject({
    amount: amount.optional(),
    reason: line(200),
    releaseSeats: z.boolean().default(false).meta({ description: "Puts the places back on sale." }),
    seatIds: z
      .array(seatId)
      .min(1)
      .max(SALE_LIMITS.placesPerReservationMax)
      .optional()
      .meta({ description: "Only these places; all of the order when absent. Needs `releaseSeats`." }),
  })
  .refine((body) => body.seatIds === undefined || body.releaseSeats, {
    path: ["seatIds"],
    message: "needs releaseSeats",
  })
  .meta({ id: "RefundRequest" });

/** `PATCH /api/orders/{id}`: who comes, and where the mails go. */
export const orderChangeBody = z
  .strictObject({ name: line(100).optional(), email: email.optional() })
  .refine((body) => body.name !== undefined || body.email !== undefined, "must name what to change")
  .meta({ id: "OrderChange" });
export type OrderChangeBody = z.infer<typeof orderChangeBody>;

/** `GET /api/orders/{id}` */
export const officeOrderDocument = orderSummary
  .extend({
    fees: amount,
    tax: amount,
    refundable: amount,
    items: z.array(
      z.object({
        kind: z.enum(["place", "fee"]),
        category: categoryKey.nullable(),
        quantity: z.int(),
        unit: amount,
        total: amount,
      }),
    ),
    tickets: z.array(
      z.object({
        ticketId: passId,
        seatId,
        label: z.string(),
        number: z.string(),
        price: amount,
        voidedAt: instant.nullable(),
        scans: z.array(orderScan).meta({ description: "What happened with it at the door, the first first." }),
      }),
    ),
    payments: z.array(z.object({ paymentId: z.string(), reservationId, attempt: z.int(), captured: amount })),
    refunds: z.array(refundDocument),
    refundRequests: z.array(refundRequestDocument).meta({ description: "What the buyer asked back, newest first." }),
    disputes: z.array(
      z.object({
        disputeId: z.string(),
        amount,
        reason: z.string(),
        state: z.enum(["open", "won", "lost"]),
        openedAt: instant,
        closedAt: instant.nullable(),
      }),
    ),
    mails: z.array(mailDocument),
  })
  .meta({ id: "OfficeOrder" });
export type OfficeOrderDocument = z.infer<typeof officeOrderDocument>;
