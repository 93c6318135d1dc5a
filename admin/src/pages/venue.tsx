/** One venue: its charts, the import of another one, its address. */
import { Alert, Anchor, Button, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { VenueBody, VenueDocument } from "../../../core/contract/organizer/venues.ts";
import { changeVenue, readCharts, readVenue } from "../api/venues.ts";
import { ChartImport } from "../parts/chart-import.tsx";
import { onSubmit } from "../parts/form.ts";
import { count, when } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
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
            <Table className="foyer-cards" verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.charts.name}</Table.Th>
                  <Table.Th ta="right">{words.charts.seats}</Table.Th>
                  <Table.Th ta="right">{words.charts.areas}</Table.Th>
                  <Table.Th ta="right">{words.events.capacity}</Table.Th>
                  <Table.Th>{words.charts.imported}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.map((chart) => (
                  <Table.Tr key={chart.id}>
                    <Table.Td>
                      <Anchor fw={600} {...linkTo({ page: "chart", id: chart.id })}>
                        {chart.name}
                      </Anchor>
                      <Text size="sm" c="dimmed">
                        {words.charts.formats[chart.format]}
                      </Text>
                    </Table.Td>
                    <Table.Td data-label={words.charts.seats} ta="right" className="foyer-numbers">
                      {count(chart.seats)}
                    </Table.Td>
                    <Table.Td data-label={words.charts.areas} ta="right" className="foyer-numbers">
                      {count(chart.areas)}
                    </Table.Td>
                    <Table.Td data-label={words.events.capacity} ta="right" className="foyer-numbers">
                      {count(chart.capacity)}
                    </Table.Td>
                    <Table.Td data-label={words.charts.imported}>{when(chart.createdAt)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
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
    <Paper component="section" withBorder p="md" aria-labelledby="address">
      <Title order={2} size="h4" id="address" mb="sm">
        {words.venues.edit}
      </Title>
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
    </Paper>
  );
}
