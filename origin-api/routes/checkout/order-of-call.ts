/**
 * The order that a buyer's call is about: the one in its path, when the call shows that order's key. Without the right
 * key there is nothing here, whatever the path says.
 */
import type { Context } from "hono";
import { orderId } from "../../../core/contract/fields.ts";
import { ORDER_KEY } from "../../../core/contract/headers.ts";
import { verifyOrderAccess } from "../../checkout/order-access.ts";
import type { OrderAccess } from "../../checkout/order-right.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import type { Env } from "../../env.ts";

export interface OpenedOrder extends OrderAccess {
  readonly key: string;
}

export async function orderOfCall(context: Context<{ Bindings: Env }>): Promise<OpenedOrder | undefined> {
  const id = orderId.safeParse(context.req.param("id"));
  const key = context.req.query("key") ?? context.req.header(ORDER_KEY);
  if (!id.success || key === undefined) return undefined;
  const access = await verifyOrderAccess(key, checkoutPartsOf(context.env).orderAccessKey);
  return access?.orderId === id.data ? { ...access, key } : undefined;
}
