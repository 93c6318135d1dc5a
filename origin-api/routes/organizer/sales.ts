/** `GET /api/events/{id}/sales` and `/sales.csv`: what was sold, by category. */
import { Hono, type Context } from "hono";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import type { SalesReport } from "../../../core/contract/organizer/reports.ts";
import type { Problem } from "../../../core/contract/problem.ts";
import { salesCsv } from "../../catalogue/sales-csv.ts";
import { salesOf } from "../../catalogue/sales-queries.ts";
import { salesReportOf } from "../../catalogue/sales-report.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, refuse, requestIdOf } from "../answers.ts";
import { eventOfCall } from "./event-of-call.ts";

export const salesRoutes = new Hono<OfficeEnv>()
  .get("/events/:id/sales", requirePermission("reports.read"), async (context) => {
    const report = await reportOf(context);
    return "code" in report ? refuse(context, report) : answer(context, report);
  })
  .get("/events/:id/sales.csv", requirePermission("reports.read"), async (context) => {
    const report = await reportOf(context);
    if ("code" in report) return refuse(context, report);
    return new Response(salesCsv(report), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="sales-${report.eventId}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        [REQUEST_ID]: requestIdOf(context),
      },
    });
  });

async function reportOf(context: Context<OfficeEnv>): Promise<SalesReport | Problem> {
  const found = await eventOfCall(context);
  if ("code" in found) return found;
  return salesReportOf(found, await salesOf(databaseOf(context.env), found.event.id), Date.now());
}
