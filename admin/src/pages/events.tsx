/** All events of the organization with their state, the next first. */
import { Anchor, Button, Group, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { eventState, EVENT_LIMITS, type EventSummary } from "../../../core/contract/organizer/events.ts";
import { readEvents } from "../api/events.ts";
import { EventStateBadge } from "../parts/event-state.tsx";
import { count, when } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";

const PAGE_SIZE = 100;

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
                <EventTable events={list} />
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

function EventTable(props: { readonly events: readonly EventSummary[] }) {
  return (
    <Table className="foyer-cards" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.events.title}</Table.Th>
          <Table.Th>{words.events.starts}</Table.Th>
          <Table.Th>{words.events.sale}</Table.Th>
          <Table.Th ta="right">{words.events.capacity}</Table.Th>
          <Table.Th>{words.events.state}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.events.map((event) => (
          <Table.Tr key={event.id}>
            <Table.Td>
              <Anchor fw={600} {...linkTo({ page: "event", id: event.id })}>
                {event.title}
              </Anchor>
              <Text size="sm" c="dimmed">
                {[event.venue.name, event.venue.city].filter((part) => part !== null).join(", ")}
              </Text>
            </Table.Td>
            <Table.Td data-label={words.events.starts} className="foyer-nowrap">
              {when(event.startsAt, event.venue.timeZone)}
            </Table.Td>
            <Table.Td data-label={words.events.sale} className="foyer-nowrap">
              {when(event.saleStartsAt, event.venue.timeZone)}
            </Table.Td>
            <Table.Td data-label={words.events.capacity} ta="right" className="foyer-numbers">
              {count(event.capacity)}
            </Table.Td>
            <Table.Td data-label={words.events.state}>
              <EventStateBadge state={event.state} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
