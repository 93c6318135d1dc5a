/**
 * `POST /my-orders`, `GET /my-orders/list`: orders found again by who reads the mailbox. The answer to asking does not
 * depend on whether there is anything to find, and neither does how long it takes: the mail is owed after the answer.
 */
import { Hono } from "hono";
import { myOrdersQuery, ORDERS_LINK_MINUTES, ordersLinkBody } from "../../../core/contract/my-orders.ts";
import { problem } from "../../../core/contract/problem.ts";
import { ordersOfAddress } from "../../books/my-orders-queries.ts";
import { signOrderAccess } from "../../checkout/order-access.ts";
import { orderUrl } from "../../checkout/order-document.ts";
import { verifyOrdersLink } from "../../checkout/orders-link.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import type { Env } from "../../env.ts";
import { gistOf } from "../../fault-gist.ts";
import { oweOrdersLink } from "../../notifications/orders-link-owing.ts";
import { answer, bodyOf, queryOf, refuse } from "../answers.ts";

export const myOrderRoutes = new Hono<{ Bindings: Env }>()
  .post("/my-orders", async (context) => {
    const body = await bodyOf(context, ordersLinkBody);
    if (!body.ok) return refuse(context, body.problem);
    const parts = checkoutPartsOf(context.env);
    context.executionCtx.waitUntil(
      oweOrdersLink(parts, body.value).catch((error: unknown) =>
        parts.report("a link to orders is not owed", { error: gistOf(error) }),
      ),
    );
    return answer(context, { minutes: ORDERS_LINK_MINUTES }, 202);
  })
  .get("/my-orders/list", async (context) => {
    const query = queryOf(context, myOrdersQuery);
    const { database, publicUrl, orderAccessKey, nowMs } = checkoutPartsOf(context.env);
    const address = query.ok ? await verifyOrdersLink(query.value.token, nowMs(), orderAccessKey) : undefined;
    if (address === undefined) return refuse(context, problem("token_invalid"));
    const found = await ordersOfAddress(database, address);
    const orders = await Promise.all(
      found.map(async ({ order, linkEdition }) => {
        const key = await signOrderAccess({ ...order, linkEdition }, orderAccessKey);
        return { ...order, url: orderUrl(publicUrl, order.orderId, key) };
      }),
    );
    return answer(context, { email: address, orders });
  });
