/**
 * `/api/venues/{id}/charts`, `/api/charts/{id}`: seating charts. A drawing is imported whole or refused with the list of
 * all that is wrong; the same drawing imported again is the chart that is there.
 */
import { Hono } from "hono";
import { CHART_BYTES_MAX } from "../../../core/contract/body.ts";
import { chartId, venueId } from "../../../core/contract/fields.ts";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import { chartBody, CHARTS_PER_VENUE_MAX } from "../../../core/contract/organizer/charts.ts";
import { problem } from "../../../core/contract/problem.ts";
import { canonicalChart } from "../../../core/seating/canonical-chart.ts";
import { importChart } from "../../../core/seating/import/index.ts";
import { chartByHash, chartOf, chartsOfVenue, drawingOf } from "../../catalogue/chart-queries.ts";
import { keepChart } from "../../catalogue/chart-store.ts";
import { venueOf } from "../../catalogue/venue-queries.ts";
import { sha256Hex } from "../../audit/chain.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse, requestIdOf } from "../answers.ts";
import { actOf } from "./act.ts";

export const chartRoutes = new Hono<OfficeEnv>()
  .get("/venues/:id/charts", requirePermission("catalogue.read"), async (context) => {
    const id = venueId.safeParse(context.req.param("id"));
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    if (!id.success || (await venueOf(database, organizationId, id.data)) === undefined) {
      return refuse(context, problem("not_found"));
    }
    return answer(context, { charts: await chartsOfVenue(database, organizationId, id.data) });
  })
  .post("/venues/:id/charts", requirePermission("catalogue.write"), async (context) => {
    const id = venueId.safeParse(context.req.param("id"));
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    if (!id.success || (await venueOf(database, organizationId, id.data)) === undefined) {
      return refuse(context, problem("not_found"));
    }
    const body = await bodyOf(context, chartBody, CHART_BYTES_MAX);
    if (!body.ok) return refuse(context, body.problem);
    const { format, name, drawing } = body.value;
    const imported = importChart(format, drawing);
    if (!imported.ok) {
      const errors = imported.faults.map(({ path, message }) => ({ field: `/drawing${path}`, message }));
      return refuse(context, problem("chart_invalid", { errors }));
    }
    const chart = { ...imported.chart, ...(name === undefined ? {} : { name }) };
    const canonical = canonicalChart(chart);
    const hash = await sha256Hex(canonical);
    const newId = chartId.parse(crypto.randomUUID());
    const act = actOf(context, "chart.imported", `chart:${newId}`, {
      after: { venueId: id.data, name: chart.name, format, hash },
    });
    const isNew = await keepChart(database, act, {
      chartId: newId,
      venueId: id.data,
      format,
      chart,
      drawing: canonical,
      hash,
    });
    const kept = await chartByHash(database, organizationId, id.data, hash);
    if (kept === undefined) {
      return refuse(context, problem("conflict", { detail: `at most ${CHARTS_PER_VENUE_MAX} charts in a venue` }));
    }
    return answer(context, { chart: kept, warnings: imported.warnings }, isNew ? 201 : 200);
  })
  .get("/charts/:id", requirePermission("catalogue.read"), async (context) => {
    const id = chartId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const [chart, drawing] = await Promise.all([
      chartOf(database, organizationId, id.data),
      drawingOf(database, organizationId, id.data),
    ]);
    if (chart === undefined || drawing === undefined) return refuse(context, problem("not_found"));
    // the drawing goes out as the text it is stored as: megabytes that need not be parsed and written again
    const body = `${JSON.stringify(chart).slice(0, -1)},"drawing":${drawing}}`;
    return new Response(body, {
      headers: {
        "content-type": "application/json",
        "cache-control": "private, no-store",
        [REQUEST_ID]: requestIdOf(context),
      },
    });
  });
