/** All events of the organization with their state, the next first. */
import { Anchor, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { eventState, EVENT_LIMITS, type EventSummary } from "../../../core/contract/organizer/events.ts";
import { readEvents } from "../api/events.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { EventStateBadge } from "../parts/event-state.tsx";
import { count, when } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";

const PAGE_SIZE = 100;

const COLUMNS: readonly Column<EventSummary>[] = [
  {
    label: words.events.title,
    heads: true,
    cell: (event) => (
      <>
        <Anchor fw={600} {...linkTo({ page: "event", id: event.id })}>
          {event.title}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[event.venue.name, event.venue.city].filter((part) => part !== null).join(", ")}
        </Text>
      </>
    ),
  },
  { label: words.events.starts, nowrap: true, cell: (event) => when(event.startsAt, event.venue.timeZone) },
  { label: words.events.sale, nowrap: true, cell: (event) => when(event.saleStartsAt, event.venue.timeZone) },
  { label: words.events.capacity, numeric: true, cell: (event) => count(event.capacity) },
  { label: words.events.state, cell: (event) => <EventStateBadge state={event.state} /> },
];

export function Events(props: { readonly state?: string | undefined; readonly offset?: string | undefined }) {
  const state = eventState.safeParse(props.state).data;
  const offset = Math.min(Math.max(0, Math.trunc(Number(props.offset ?? 0)) || 0), EVENT_LIMITS.eventsPageMax * 500);
  const events = useQuery({ queryKey: ["events", state, offset], queryFn: () => readEvents({ state, offset }) });
  const mayWrite = useMay("catalogue.write");
  const newEvent = mayWrite && (
    <Button component="a" {...linkTo({ page: "new-event" })}>
      {words.events.create}
    </Button>
  );
  return (
    <>
      <PageHead title={words.places.events} actions={newEvent} />
      <Stack gap="md">
        <NativeSelect
          label={words.events.filter}
          maw={240}
          value={state ?? ""}
          onChange={(event) => go({ page: "events", state: event.currentTarget.value }, "replace")}
          data={[
            { value: "", label: words.events.all },
            ...eventState.options.map((value) => ({ value, label: words.eventStates[value] })),
          ]}
        />
        <Loaded of={events}>
          {({ events: list, next }) => (
            <>
              {list.length === 0 ? (
                <NothingYet
                  title={state === undefined ? words.events.none : words.events.noneOfState}
                  hint={state === undefined && mayWrite ? words.events.noneHint : undefined}
                >
                  {state === undefined && newEvent}
                </NothingYet>
              ) : (
                <CardTable rows={list} keyOf={({ id }) => id} columns={COLUMNS} />
              )}
              <Group>
                {offset > 0 && (
                  <Button
                    variant="default"
                    onClick={() => go({ page: "events", state, offset: String(Math.max(0, offset - PAGE_SIZE)) })}
                  >
                    {words.events.earlier}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="default" onClick={() => go({ page: "events", state, offset: String(next) })}>
                    {words.events.later}
                  </Button>
                )}
              </Group>
            </>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
