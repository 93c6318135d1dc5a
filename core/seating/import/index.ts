/** The formats that a chart can be imported from, by name. */
import type { ImportOutcome } from "./findings.ts";
import { importFoyer } from "./foyer.ts";
import { importPretix } from "./pretix.ts";
import { importSeatsIo } from "./seats-io.ts";

export const CHART_FORMATS = ["seatsio", "pretix", "foyer"] as const;
export type ChartFormat = (typeof CHART_FORMATS)[number];

const IMPORTERS: Readonly<Record<ChartFormat, (drawing: unknown) => ImportOutcome>> = {
  seatsio: importSeatsIo,
  pretix: importPretix,
  foyer: importFoyer,
};

/** Turns a drawing into a chart, or says everything that is wrong with it. Never throws, imports all or nothing. */
export function importChart(format: ChartFormat, drawing: unknown): ImportOutcome {
  return IMPORTERS[format](drawing);
}
