/** The organizers' API: seating charts of a venue. A chart never changes; a new drawing is a new chart. */
import { z } from "zod";
import { CHART_FORMATS } from "../../seating/import/index.ts";
import { categoryKey, chartId, instant, line, venueId } from "../fields.ts";

export const CHARTS_PER_VENUE_MAX = 200;

/** `POST /api/venues/{id}/charts`, at most `CHART_BYTES_MAX`. */
export const chartBody = z
  .strictObject({
    format: z.enum(CHART_FORMATS).meta({
      description: "`seatsio`: a seats.io drawing; `pretix`: a pretix seating plan; `foyer`: our own.",
    }),
    name: line(100).optional().meta({ description: "Without it the drawing's own." }),
    drawing: z.unknown().meta({ description: "The drawing itself, as JSON, not as text." }),
  })
  .meta({ id: "NewChart" });
export type ChartBody = z.infer<typeof chartBody>;

const categoryDocument = z.object({ key: categoryKey, label: z.string(), color: z.string() });

export const chartDocument = z
  .object({
    id: chartId,
    venueId,
    name: z.string(),
    format: z.enum(CHART_FORMATS),
    hash: z.string().meta({ description: "SHA-256, hex, of the chart's canonical JSON." }),
    seats: z.int(),
    areas: z.int(),
    capacity: z.int(),
    categories: z.array(categoryDocument),
    createdAt: instant,
  })
  .meta({ id: "ChartSummary" });
export type ChartDocument = z.infer<typeof chartDocument>;

/** `GET /api/charts/{id}`: the summary, with the chart itself in our own format, ready to be imported elsewhere. */
export const drawnChartDocument = chartDocument.extend({ drawing: z.looseObject({}) }).meta({ id: "DrawnChart" });

export const importedChartDocument = z
  .object({
    chart: chartDocument,
    warnings: z.array(z.string()).meta({ description: "What of the drawing became something else, or nothing." }),
  })
  .meta({ id: "ImportedChart" });
