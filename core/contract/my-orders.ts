/**
 * "My orders": whoever reads the mailbox that was bought with sees all its orders. Asking is answered the same whether or
 * not anything was bought; what was bought stands in the mail alone.
 */
import { z } from "zod";
import { amount, email, eventId, instant, orderId } from "./fields.ts";

/** How long a link opens the list; often enough within that, because mail scanners open links before people do. */
export const ORDERS_LINK_MINUTES = 30;
/** Orders that the list shows, the newest. */
export const MY_ORDERS_MAX = 100;

/** `POST /my-orders` */
export const ordersLinkBody = z
  .strictObject({
    email,
    language: z
      .string()
      .regex(/^[a-z]{2}$/u)
      .optional(),
  })
  .meta({ id: "OrdersLinkRequest" });

/** 202 of `POST /my-orders`, always the same. */
export const ordersLinkDocument = z.object({ minutes: z.int().meta({ description: "How long the link will work." }) });

/** `GET /my-orders/list` */
export const myOrdersQuery = z.object({ token: z.string().max(2_000) });

export const myOrdersDocument = z
  .object({
    email: z.string(),
    orders: z.array(
      z.object({
        orderId,
        reference: z.string(),
        status: z.enum(["paid", "refunded", "partially_refunded"]),
        amount,
        places: z.int(),
        eventId,
        title: z.string(),
        startsAt: instant,
        venue: z.string(),
        timeZone: z.string(),
        url: z.string().meta({ description: "The order's page, with the right to read it." }),
      }),
    ),
  })
  .meta({ id: "MyOrders" });
export type MyOrdersDocument = z.infer<typeof myOrdersDocument>;
