/** What finance and support do with orders and money, mounted at `/api`. Each route names the permission it asks for. */
import { Hono } from "hono";
import type { OfficeEnv } from "../../organizations/access.ts";
import { bookRoutes } from "./books.ts";
import { notificationRoutes } from "./notifications.ts";
import { templateRoutes } from "./templates.ts";
import { officeOrderRoutes } from "./orders.ts";
import { refundRequestRoutes } from "./refund-requests.ts";
import { refundRoutes } from "./refunds.ts";

export const officeRoutes = new Hono<OfficeEnv>()
  .route("/", officeOrderRoutes)
  .route("/", refundRoutes)
  .route("/", refundRequestRoutes)
  .route("/", bookRoutes)
  .route("/", notificationRoutes)
  .route("/", templateRoutes);
