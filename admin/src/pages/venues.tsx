/** The venues of the organization, and a new one. */
import { Anchor, Button, Paper, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createVenue, readVenues } from "../api/venues.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { onSubmit } from "../parts/form.ts";
import { go, linkTo } from "../parts/route.tsx";
import { VenueFields, venueFrom } from "../parts/venue-fields.tsx";
import { words } from "../text/words.ts";

export function Venues() {
  const venues = useQuery({ queryKey: ["venues"], queryFn: readVenues });
  const mayWrite = useMay("catalogue.write");
  return (
    <>
      <PageHead title={words.places.venues} lead={words.venues.lead} />
      <Stack gap="lg">
        <Loaded of={venues}>
          {(list) =>
            list.length === 0 ? (
              <NothingYet title={words.venues.none} hint={words.venues.noneHint} />
            ) : (
              <Table className="foyer-cards" verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.venues.name}</Table.Th>
                    <Table.Th>{words.venues.address}</Table.Th>
                    <Table.Th>{words.venues.timeZone}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map((venue) => (
                    <Table.Tr key={venue.id}>
                      <Table.Td>
                        <Anchor fw={600} {...linkTo({ page: "venue", id: venue.id })}>
                          {venue.name}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>
                        {[venue.address, venue.city, venue.country].filter((part) => part !== null).join(", ")}
                      </Table.Td>
                      <Table.Td>
                        <Text size="sm" c="dimmed">
                          {venue.timeZone}
                        </Text>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Loaded>
        {mayWrite && <NewVenue />}
      </Stack>
    </>
  );
}

function NewVenue() {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createVenue,
    onSuccess: async (venue) => {
      await client.invalidateQueries({ queryKey: ["venues"] });
      go({ page: "venue", id: venue.id });
    },
  });
  return (
    <Paper component="section" withBorder p="md" aria-label={words.venues.add}>
      <form onSubmit={onSubmit((value) => create.mutate(venueFrom(value)))}>
        <Stack gap="sm">
          <VenueFields error={create.error} />
          {create.error !== null && <ProblemNotice error={create.error} />}
          <div>
            <Button type="submit" loading={create.isPending}>
              {words.venues.add}
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  );
}
