/** The last minutes of a room as charts, and the same as a table for whoever reads better than they see. */
import { Paper, Stack, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { count, timeOfDay, waitRange } from "../parts/formats.ts";
import { words } from "../text/words.ts";
import type { Sample } from "./samples.ts";

const Plot = lazy(async () => ({ default: (await import("./plot.tsx")).Plot }));
const text = words.live;
const ROW_EVERY_MS = 30_000;
const seconds = (value: number): string => (value === 0 ? text.noWait : waitRange(value, value));

export function LiveCharts(props: { readonly samples: readonly Sample[] }) {
  const { samples } = props;
  if (samples.length < 2) {
    return (
      <Text size="sm" c="dimmed">
        {text.chartsSoon}
      </Text>
    );
  }
  const times = samples.map(({ atMs }) => atMs);
  const of = (figure: (sample: Sample) => number | null): (number | null)[] => samples.map(figure);
  const plots = [
    {
      title: text.people,
      lines: [
        { label: text.waiting, values: of(({ waiting }) => waiting) },
        { label: text.inside, values: of(({ inside }) => inside) },
      ],
    },
    {
      title: text.flow,
      lines: [
        { label: text.came, values: of(({ arrivals }) => arrivals) },
        { label: text.letIn, values: of(({ admissions }) => admissions) },
      ],
    },
    {
      title: text.waits,
      lines: [
        { label: text.waitShown, values: of(({ waitShown }) => waitShown), format: seconds },
        { label: text.waitHad, values: of(({ waitHad }) => waitHad), format: seconds },
      ],
    },
    { title: text.seatsLeft, lines: [{ label: text.seatsLeft, values: of(({ seatsLeft }) => seatsLeft) }] },
  ];
  return (
    <Stack gap="md">
      <div className="foyer-pairs">
        {plots.map((plot) => (
          <Paper key={plot.title} withBorder p="md">
            <Suspense fallback={<div className="foyer-plot-room" />}>
              <Plot {...plot} times={times} />
            </Suspense>
          </Paper>
        ))}
      </div>
      <details>
        <summary>{text.asTable}</summary>
        <CardTable rows={spaced(samples)} keyOf={({ atMs }) => atMs} columns={COLUMNS} dense />
      </details>
    </Stack>
  );
}

const known = (value: number | null, format: (value: number) => string): string =>
  value === null ? "–" : format(value);

const COLUMNS: readonly Column<Sample>[] = [
  { label: text.time, heads: true, cell: ({ atMs }) => timeOfDay(new Date(atMs).toISOString()) },
  { label: text.waiting, numeric: true, cell: ({ waiting }) => count(waiting) },
  { label: text.called, numeric: true, cell: ({ called }) => count(called) },
  { label: text.inside, numeric: true, cell: ({ inside }) => count(inside) },
  { label: text.came, numeric: true, cell: ({ arrivals }) => count(arrivals) },
  { label: text.letIn, numeric: true, cell: ({ admissions }) => count(admissions) },
  { label: text.waitShown, numeric: true, cell: ({ waitShown }) => known(waitShown, seconds) },
  { label: text.waitHad, numeric: true, cell: ({ waitHad }) => known(waitHad, seconds) },
  { label: text.seatsLeft, numeric: true, cell: ({ seatsLeft }) => known(seatsLeft, count) },
];

/** One row for each half minute, the newest first. */
function spaced(samples: readonly Sample[]): Sample[] {
  const rows: Sample[] = [];
  for (const sample of samples.toReversed()) {
    const last = rows.at(-1);
    if (last === undefined || last.atMs - sample.atMs >= ROW_EVERY_MS) rows.push(sample);
  }
  return rows;
}
