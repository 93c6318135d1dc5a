/**
 * The canonical text of a chart, whose SHA-256 is the chart's name. A chart never changes under its name, so it may be
 * cached for ever, and a journal that names the hash names every seat.
 */
import { canonicalJson } from "./canonical-json.ts";
import type { Chart } from "./chart.ts";

/** The canonical text of a chart: what is hashed, stored and served. */
export function canonicalChart(chart: Chart): string {
  return canonicalJson(chart);
}
