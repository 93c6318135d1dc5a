/** What buyers reach of the office, through the edge: paying, coming back from the bank, reading the order. */
import { Hono } from "hono";
import type { Env } from "../../env.ts";
import { commitRoutes } from "./commit.ts";
import { myOrderRoutes } from "./my-orders.ts";
import { orderRoutes } from "./orders.ts";
import { buyerRequestRoutes } from "./refund-requests.ts";
import { returnRoutes } from "./return.ts";
import { ticketRoutes } from "./tickets.ts";

export const checkoutRoutes = new Hono<{ Bindings: Env }>()
  .route("/", commitRoutes)
  .route("/", returnRoutes)
  .route("/", orderRoutes)
  .route("/", myOrderRoutes)
  .route("/", ticketRoutes)
  .route("/", buyerRequestRoutes);
