/** Reads charts. The drawing, megabytes of it, is read only by those who ask for it. */
import { and, desc, eq } from "drizzle-orm";
import type { ChartId, OrganizationId, VenueId } from "../../core/brand.ts";
import { CHARTS_PER_VENUE_MAX, type ChartDocument } from "../../core/contract/organizer/charts.ts";
import type { Database } from "../db/client.ts";
import { charts } from "../db/schema/catalogue.ts";

const summary = {
  id: charts.id,
  venueId: charts.venueId,
  name: charts.name,
  format: charts.sourceFormat,
  hash: charts.hash,
  seats: charts.seatCount,
  areas: charts.areaCount,
  capacity: charts.capacity,
  categories: charts.categories,
  createdAt: charts.createdAt,
};

/** Newest first. */
export async function chartsOfVenue(
  database: Database,
  organizationId: OrganizationId,
  venueId: VenueId,
): Promise<ChartDocument[]> {
  const rows = await database
    .select(summary)
    .from(charts)
    .where(and(eq(charts.organizationId, organizationId), eq(charts.venueId, venueId)))
    .orderBy(desc(charts.createdAt), desc(charts.id))
    .limit(CHARTS_PER_VENUE_MAX);
  return rows.map(chartDocumentOf);
}

export async function chartOf(
  database: Database,
  organizationId: OrganizationId,
  chartId: ChartId,
): Promise<ChartDocument | undefined> {
  const rows = await database
    .select(summary)
    .from(charts)
    .where(and(eq(charts.organizationId, organizationId), eq(charts.id, chartId)));
  return rows.map(chartDocumentOf)[0];
}

export async function chartByHash(
  database: Database,
  organizationId: OrganizationId,
  venueId: VenueId,
  hash: string,
): Promise<ChartDocument | undefined> {
  const rows = await database
    .select(summary)
    .from(charts)
    .where(and(eq(charts.organizationId, organizationId), eq(charts.venueId, venueId), eq(charts.hash, hash)));
  return rows.map(chartDocumentOf)[0];
}

/** The chart's canonical JSON, byte for byte as hashed. */
export async function drawingOf(
  database: Database,
  organizationId: OrganizationId,
  chartId: ChartId,
): Promise<string | undefined> {
  const rows = await database
    .select({ drawing: charts.drawing })
    .from(charts)
    .where(and(eq(charts.organizationId, organizationId), eq(charts.id, chartId)));
  return rows[0]?.drawing;
}

interface SummaryRow extends Omit<ChartDocument, "createdAt"> {
  readonly createdAt: Date;
}

function chartDocumentOf({ createdAt, ...row }: SummaryRow): ChartDocument {
  return { ...row, createdAt: createdAt.toISOString() };
}
