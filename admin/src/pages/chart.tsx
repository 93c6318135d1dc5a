/** One chart: its drawing, and the same in words and numbers. */
import { ColorSwatch, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Chart as Drawing } from "../../../core/seating/chart.ts";
import { readChart } from "../api/venues.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { ChartDrawing } from "../chart/drawing.tsx";
import { count } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { words } from "../text/words.ts";

export function Chart(props: { readonly id: string }) {
  const { id } = props;
  const chart = useQuery({ queryKey: ["chart", id], queryFn: () => readChart(id), staleTime: Infinity });
  return (
    <LoadedPage of={chart} noun={words.nouns.chart}>
      {(found) => (
        <div>
          <PageHead
            title={found.name}
            back={{ label: words.charts.toVenue, to: { page: "venue", id: found.venueId } }}
            lead={words.charts.summary(count(found.seats), count(found.areas), count(found.capacity))}
          />
          <Stack gap="lg">
            <Group gap="lg">
              {found.categories.map((category) => (
                <Group key={category.key} gap={8}>
                  <ColorSwatch color={category.color} size={16} withShadow={false} />
                  {category.label}
                </Group>
              ))}
            </Group>
            <ChartDrawing
              chart={found.drawing}
              label={words.charts.drawingOf(found.name, count(found.seats), count(found.areas))}
            />
            <Parts drawing={found.drawing} />
          </Stack>
        </div>
      )}
    </LoadedPage>
  );
}

interface PartLine {
  readonly label: string;
  readonly rows: string;
  readonly places: string;
  readonly categories: string;
}

const COLUMNS: readonly Column<PartLine>[] = [
  { label: words.charts.section, heads: true, cell: ({ label }) => label },
  { label: words.charts.rows, numeric: true, cell: ({ rows }) => rows },
  { label: words.charts.places, numeric: true, cell: ({ places }) => places },
  { label: words.charts.categories, cell: ({ categories }) => categories },
];

function Parts(props: { readonly drawing: Drawing }) {
  const { categories, sections, areas } = props.drawing;
  const labels = new Map<string, string>(categories.map(({ key, label }) => [key, label]));
  const lines: PartLine[] = [
    ...sections.map((section) => {
      const seats = section.rows.flatMap((row) => row.seats);
      return {
        label: section.label === "" ? words.charts.noSection : section.label,
        rows: count(section.rows.length),
        places: count(seats.length),
        categories: [...new Set(seats.map(({ category }) => labels.get(category) ?? category))].join(", "),
      };
    }),
    ...areas.map((area) => ({
      label: area.label,
      rows: words.charts.area,
      places: count(area.capacity),
      categories: labels.get(area.category) ?? area.category,
    })),
  ];
  return (
    <section aria-labelledby="parts">
      <Title order={2} size="h4" id="parts" mb="sm">
        {words.charts.parts}
      </Title>
      <CardTable rows={lines} keyOf={({ label }, index) => `${label}-${index}`} columns={COLUMNS} dense />
    </section>
  );
}
