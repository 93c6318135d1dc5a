/**
 * `GET /orders/{id}`: the buyer's own order, by the key of its link. From the books; from the allocator while they do
 * not have it or do not answer. Without the right key there is nothing here.
 */
import { Hono } from "hono";
import { problem } from "../../../core/contract/problem.ts";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import { orderOfBuyer } from "../../books/buyers-order.ts";
import { orderUrl } from "../../checkout/order-document.ts";
import type { OrderAccess } from "../../checkout/order-right.ts";
import { checkoutPartsOf, type CheckoutParts } from "../../checkout/parts.ts";
import { askSeats } from "../../checkout/seats.ts";
import { within } from "../../checkout/within.ts";
import type { Env } from "../../env.ts";
import { answer, refuse } from "../answers.ts";
import { type OpenedOrder, orderOfCall } from "./order-of-call.ts";
import { orderAnswer } from "./sold.ts";

const BOOKS_PATIENCE_MS = 2_000;

export const orderRoutes = new Hono<{ Bindings: Env }>().get("/orders/:id", async (context) => {
  const access = await orderOfCall(context);
  if (access === undefined) return refuse(context, problem("not_found"));
  const parts = checkoutPartsOf(context.env);
  const order = (await fromTheBooks(parts, access)) ?? (await fromTheJournal(parts, access));
  return order === undefined || order === "outdated" ? refuse(context, problem("not_found")) : answer(context, order);
});

async function fromTheBooks(
  { database, publicUrl, passKeys }: CheckoutParts,
  access: OpenedOrder,
): Promise<OrderDocument | "outdated" | undefined> {
  const { orderId, key } = access;
  const read = orderOfBuyer(database, access, orderUrl(publicUrl, orderId, key), await passKeys());
  return within(
    BOOKS_PATIENCE_MS,
    read.catch(() => undefined), // the journal knows as well, save what was refunded
  );
}

async function fromTheJournal(parts: CheckoutParts, access: OrderAccess): Promise<OrderDocument | undefined> {
  const reservation = await askSeats(parts.objects, access.eventId, (allocator) =>
    allocator.reservation(access.orderId),
  );
  return reservation?.state === "sold" ? orderAnswer(parts, reservation, await parts.passKeys()) : undefined;
}
