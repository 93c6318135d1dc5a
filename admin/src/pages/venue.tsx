/** One venue: its charts, the import of another one, its address. */
import { Alert, Anchor, Button, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ChartDocument } from "../../../core/contract/organizer/charts.ts";
import type { VenueBody, VenueDocument } from "../../../core/contract/organizer/venues.ts";
import { changeVenue, readCharts, readVenue } from "../api/venues.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { ChartImport } from "../chart/import.tsx";
import { onSubmit } from "../parts/form.ts";
import { count, when } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Part } from "../parts/part.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { linkTo } from "../parts/route.tsx";
import { VenueFields, venueFrom } from "../parts/venue-fields.tsx";
import { words } from "../text/words.ts";

export function Venue(props: { readonly id: string }) {
  const { id } = props;
  const venue = useQuery({ queryKey: ["venue", id], queryFn: () => readVenue(id) });
  const mayWrite = useMay("catalogue.write");
  return (
    <LoadedPage of={venue} noun={words.nouns.venue}>
      {(found) => (
        <div>
          <PageHead
            title={found.name}
            back={{ label: words.places.venues, to: { page: "venues" } }}
            lead={[found.address, found.city, found.country, found.timeZone].filter((part) => part !== null).join(", ")}
          />
          <Stack gap="xl">
            <Charts venueId={id} />
            {mayWrite && <ChartImport venueId={id} />}
            {mayWrite && <EditVenue venue={found} />}
          </Stack>
        </div>
      )}
    </LoadedPage>
  );
}

const COLUMNS: readonly Column<ChartDocument>[] = [
  {
    label: words.charts.name,
    heads: true,
    cell: (chart) => (
      <>
        <Anchor fw={600} {...linkTo({ page: "chart", id: chart.id })}>
          {chart.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {words.charts.formats[chart.format]}
        </Text>
      </>
    ),
  },
  { label: words.charts.seats, numeric: true, cell: (chart) => count(chart.seats) },
  { label: words.charts.areas, numeric: true, cell: (chart) => count(chart.areas) },
  { label: words.events.capacity, numeric: true, cell: (chart) => count(chart.capacity) },
  { label: words.charts.imported, cell: (chart) => when(chart.createdAt) },
];

function Charts(props: { readonly venueId: string }) {
  const { venueId } = props;
  const charts = useQuery({ queryKey: ["charts", venueId], queryFn: () => readCharts(venueId) });
  return (
    <section aria-labelledby="charts">
      <Title order={2} size="h4" id="charts" mb="sm">
        {words.charts.title}
      </Title>
      <Loaded of={charts} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <NothingYet title={words.charts.none} hint={words.charts.noneHint} />
          ) : (
            <CardTable rows={list} keyOf={({ id }) => id} columns={COLUMNS} />
          )
        }
      </Loaded>
    </section>
  );
}

function EditVenue(props: { readonly venue: VenueDocument }) {
  const { venue } = props;
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: VenueBody) => changeVenue(venue.id, body),
    onSuccess: (changed) => {
      client.setQueryData(["venue", venue.id], changed);
      return client.invalidateQueries({ queryKey: ["venues"] });
    },
  });
  return (
    <Part title={words.venues.edit}>
      <form onSubmit={onSubmit((value) => change.mutate(venueFrom(value)))}>
        <Stack gap="sm">
          <VenueFields venue={venue} error={change.error} />
          {change.error !== null && <ProblemNotice error={change.error} />}
          {change.isSuccess && <Alert role="status" color="foyer" title={words.saved} />}
          <div>
            <Button type="submit" variant="default" loading={change.isPending}>
              {words.save}
            </Button>
          </div>
        </Stack>
      </form>
    </Part>
  );
}
