/** What stewards work with, mounted at `/api`. Each route names the permission it asks for. */
import { Hono } from "hono";
import type { OfficeEnv } from "../../organizations/access.ts";
import { doorHoursRoutes } from "./hours.ts";
import { doorListRoutes } from "./list.ts";
import { scanRoutes } from "./scans.ts";

export const doorRoutes = new Hono<OfficeEnv>()
  .route("/", doorListRoutes)
  .route("/", scanRoutes)
  .route("/", doorHoursRoutes);
