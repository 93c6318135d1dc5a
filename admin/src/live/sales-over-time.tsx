/** How a sale went over time: places sold until then, by category; and how many in each step. The same as a table. */
import { Paper, Text } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { SalesReport } from "../../../core/contract/organizer/reports.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { count, money, whenExactly } from "../parts/formats.ts";
import { words } from "../text/words.ts";

const Plot = lazy(async () => ({ default: (await import("./plot.tsx")).Plot }));
const text = words.sales;

interface Step {
  readonly atMs: number;
  /** In this step, by category. */
  readonly places: Readonly<Record<string, number>>;
  readonly sold: number;
  readonly gross: number;
}

export function SalesOverTime(props: { readonly report: SalesReport; readonly event: EventDocument }) {
  const { report, event } = props;
  const steps = useMemo(() => stepsOf(report), [report]);
  if (steps.length === 0) return <Text size="sm">{text.nothingYet}</Text>;
  const colors = new Map<string, string>(event.categories.map(({ key, color }) => [key, color]));
  const times = steps.map(({ atMs }) => atMs + report.overTime.everySeconds * 1_000);
  const sold = report.categories.filter((line) => line.sold > 0);
  const columns: readonly Column<Step>[] = [
    { label: text.stepFrom, heads: true, cell: ({ atMs }) => whenExactly(new Date(atMs).toISOString()) },
    ...sold.map(({ key, label }): Column<Step> => ({
      label,
      numeric: true,
      cell: ({ places }) => count(places[key] ?? 0),
    })),
    { label: text.gross, numeric: true, cell: ({ gross }) => money({ currency: report.currency, value: gross }) },
  ];
  return (
    <>
      <div className="foyer-pairs">
        <Paper withBorder p="md">
          <Suspense fallback={<div className="foyer-plot-room" />}>
            <Plot
              title={text.soldSoFar}
              times={times}
              lines={sold.map(({ key, label }) => ({
                label,
                values: summed(steps.map(({ places }) => places[key] ?? 0)),
                color: colors.get(key) ?? "#7a8583",
              }))}
            />
          </Suspense>
        </Paper>
        <Paper withBorder p="md">
          <Suspense fallback={<div className="foyer-plot-room" />}>
            <Plot
              title={text.perStep(
                words.sales.steps[report.overTime.everySeconds] ?? `${report.overTime.everySeconds} s`,
              )}
              times={times}
              lines={[{ label: text.sold, values: steps.map((step) => step.sold) }]}
              bars
            />
          </Suspense>
        </Paper>
      </div>
      <details>
        <summary>{words.live.asTable}</summary>
        <CardTable
          rows={steps.filter((step) => step.sold > 0).toReversed()}
          keyOf={({ atMs }) => atMs}
          columns={columns}
          dense
        />
      </details>
    </>
  );
}

/** Every step from the first sale to the last, and one before, so that a line has where to start; empty ones too. */
function stepsOf({ overTime }: SalesReport): Step[] {
  const { everySeconds, steps } = overTime;
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stepMs = everySeconds * 1_000;
  const byTime = Map.groupBy(steps, ({ at }) => Date.parse(at));
  const found: Step[] = [];
  for (let atMs = Date.parse(first.at) - stepMs; atMs <= Date.parse(last.at); atMs += stepMs) {
    const own = byTime.get(atMs) ?? [];
    found.push({
      atMs,
      places: Object.fromEntries(own.map(({ category, places }) => [category, places])),
      sold: own.reduce((sum, { places }) => sum + places, 0),
      gross: own.reduce((sum, { gross }) => sum + gross, 0),
    });
  }
  return found;
}

function summed(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}
