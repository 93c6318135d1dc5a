/** Venues and their seating charts. */
import { z } from "zod";
import {
  chartDocument,
  drawnChartDocument,
  importedChartDocument,
  type ChartBody,
} from "../../../core/contract/organizer/charts.ts";
import { venueDocument, type VenueBody, type VenueChangeBody } from "../../../core/contract/organizer/venues.ts";
import type { Chart } from "../../../core/seating/chart.ts";
import { ask } from "./client.ts";

const venues = z.object({ venues: z.array(venueDocument) });
const charts = z.object({ charts: z.array(chartDocument) });
/** The API keeps and gives only charts that its importers have checked. */
const drawnChart = drawnChartDocument.extend({
  drawing: z.custom<Chart>((value) => typeof value === "object" && value !== null),
});

type ChartFormat = ChartBody["format"];

export const readVenues = async () => (await ask("/venues", venues)).venues;

export function readVenue(id: string) {
  return ask(`/venues/${encodeURIComponent(id)}`, venueDocument);
}

export function createVenue(body: VenueBody) {
  return ask("/venues", venueDocument, { method: "POST", body });
}

export function changeVenue(id: string, body: VenueChangeBody) {
  return ask(`/venues/${encodeURIComponent(id)}`, venueDocument, { method: "PATCH", body });
}

export const readCharts = async (venueId: string) =>
  (await ask(`/venues/${encodeURIComponent(venueId)}/charts`, charts)).charts;

export function readChart(id: string) {
  return ask(`/charts/${encodeURIComponent(id)}`, drawnChart);
}

/** @param file the drawing as it was read; the API says what is wrong with it. */
export function importChart(upload: {
  readonly venueId: string;
  readonly format: ChartFormat;
  readonly name: string;
  readonly file: unknown;
}) {
  const { venueId, format, name, file } = upload;
  return ask(`/venues/${encodeURIComponent(venueId)}/charts`, importedChartDocument, {
    method: "POST",
    body: { format, ...(name !== "" && { name }), drawing: file },
  });
}
