/** The venues of the organization, and a new one. */
import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { VenueDocument } from "../../../core/contract/organizer/venues.ts";
import { createVenue, readVenues } from "../api/venues.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Part } from "../parts/part.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { onSubmit } from "../parts/form.ts";
import { go, linkTo } from "../parts/route.tsx";
import { VenueFields, venueFrom } from "../parts/venue-fields.tsx";
import { words } from "../text/words.ts";

const COLUMNS: readonly Column<VenueDocument>[] = [
  {
    label: words.venues.name,
    heads: true,
    cell: (venue) => (
      <Anchor fw={600} {...linkTo({ page: "venue", id: venue.id })}>
        {venue.name}
      </Anchor>
    ),
  },
  {
    label: words.venues.address,
    cell: ({ address, city, country }) => [address, city, country].filter((part) => part !== null).join(", "),
  },
  {
    label: words.venues.timeZone,
    cell: (venue) => (
      <Text size="sm" c="dimmed" component="span">
        {venue.timeZone}
      </Text>
    ),
  },
];

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
              <CardTable rows={list} keyOf={({ id }) => id} columns={COLUMNS} />
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
    <Part title={words.venues.add}>
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
    </Part>
  );
}
