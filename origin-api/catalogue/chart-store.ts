/** Writes charts: once, for ever. */
import { sql } from "drizzle-orm";
import type { ChartId, VenueId } from "../../core/brand.ts";
import { CHARTS_PER_VENUE_MAX } from "../../core/contract/organizer/charts.ts";
import { capacityOf, seatsOf, type Chart } from "../../core/seating/chart.ts";
import type { ChartFormat } from "../../core/seating/import/index.ts";
import { hasRoomIn, performAct, type Act } from "../audit/store.ts";
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

/** Keeps a chart. @returns false when the venue has this very chart already, or as many as it may. */
export async function keepChart(database: Database, act: Act, made: NewChart): Promise<boolean> {
  const { chartId, venueId, format, chart, drawing, hash } = made;
  return performAct(database, act, {
    change: sql`INSERT INTO ${charts} (id, organization_id, venue_id, name, source_format, hash,
        seat_count, area_count, capacity, categories, drawing, created_at)
      SELECT ${chartId}::uuid, ${act.organizationId}, ${venueId}::uuid, ${chart.name}, ${format}, ${hash},
        ${[...seatsOf(chart)].length}::int, ${chart.areas.length}::int, ${capacityOf(chart)}::int,
        ${JSON.stringify(chart.categories)}::jsonb, ${drawing}, ${new Date(act.atMs).toISOString()}::timestamptz
      WHERE ${hasRoomIn(sql`${charts} WHERE venue_id = ${venueId}::uuid`, CHARTS_PER_VENUE_MAX)}
      ON CONFLICT (venue_id, hash) DO NOTHING RETURNING id`,
  });
}
