/**
 * The name of a chart: SHA-256 over its canonical JSON. A chart never changes under its name, so it may be cached
 * for ever, and a journal that names the hash names every seat.
 */
import { canonicalJson } from "./canonical-json.ts";
import type { Chart } from "./chart.ts";

/** The canonical text of a chart: what is hashed, stored and served. */
export function canonicalChart(chart: Chart): string {
  return canonicalJson(chart);
}

/** @param sha256Hex SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hex digits; from the platform. */
export function chartHash(chart: Chart, sha256Hex: (text: string) => string): string {
  return sha256Hex(canonicalChart(chart));
}
