/** The organizers' API, mounted at `/api`. A file a noun; each route names the permission that it asks for. */
import { Hono } from "hono";
import type { OfficeEnv } from "../../organizations/access.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { auditRoutes } from "./audit.ts";
import { bootstrapRoutes } from "./bootstrap.ts";
import { meRoutes } from "./me.ts";
import { memberRoutes } from "./members.ts";
import { sessionRoutes } from "./session.ts";

export const organizerRoutes = new Hono<OfficeEnv>()
  .route("/", bootstrapRoutes)
  .route("/", sessionRoutes)
  .route("/", meRoutes)
  .route("/", memberRoutes)
  .route("/", apiKeyRoutes)
  .route("/", auditRoutes);
