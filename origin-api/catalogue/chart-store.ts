/** Writes charts: once, for ever. */
import type { ChartId, VenueId } from "../../core/brand.ts";
import { capacityOf, seatsOf, type Chart } from "../../core/seating/chart.ts";
import type { ChartFormat } from "../../core/seating/import/index.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { charts } from "../db/schema/catalogue.ts";

export interface NewChart {
  readonly chartId: ChartId;
  readonly venueId: VenueId;
  readonly format: ChartFormat;
  readonly chart: Chart;
  /** The chart's canonical JSON and its hash. */
  readonly drawing: string;
  readonly hash: string;
}

/** Keeps a chart. @returns false when the venue has this very chart already. */
export async function keepChart(database: Database, act: Act, made: NewChart): Promise<boolean> {
  const { chartId, venueId, format, chart, drawing, hash } = made;
  return performAct(database, act, {
    change: database
      .insert(charts)
      .values({
        id: chartId,
        organizationId: act.organizationId,
        venueId,
        name: chart.name,
        sourceFormat: format,
        hash,
        seatCount: [...seatsOf(chart)].length,
        areaCount: chart.areas.length,
        capacity: capacityOf(chart),
        categories: [...chart.categories],
        drawing,
        createdAt: new Date(act.atMs),
      })
      .onConflictDoNothing({ target: [charts.venueId, charts.hash] })
      .returning({ id: charts.id }),
  });
}
