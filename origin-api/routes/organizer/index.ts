/** The organizers' API, mounted at `/api`. A file a noun; each route names the permission that it asks for. */
import { Hono } from "hono";
import type { OfficeEnv } from "../../organizations/access.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { auditRoutes } from "./audit.ts";
import { blockRoutes } from "./blocks.ts";
import { bootstrapRoutes } from "./bootstrap.ts";
import { chartRoutes } from "./charts.ts";
import { eventRoutes } from "./events.ts";
import { meRoutes } from "./me.ts";
import { memberRoutes } from "./members.ts";
import { passwordRoutes } from "./passwords.ts";
import { roomRoutes } from "./rooms.ts";
import { saleRoutes } from "./sale.ts";
import { salesRoutes } from "./sales.ts";
import { sessionRoutes } from "./session.ts";
import { venueRoutes } from "./venues.ts";

export const organizerRoutes = new Hono<OfficeEnv>()
  .route("/", bootstrapRoutes)
  .route("/", sessionRoutes)
  .route("/", passwordRoutes)
  .route("/", meRoutes)
  .route("/", memberRoutes)
  .route("/", apiKeyRoutes)
  .route("/", auditRoutes)
  .route("/", venueRoutes)
  .route("/", chartRoutes)
  .route("/", eventRoutes)
  .route("/", saleRoutes)
  .route("/", roomRoutes)
  .route("/", blockRoutes)
  .route("/", salesRoutes);
