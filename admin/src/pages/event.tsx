/** One event: what it is, what can be done with it, and behind tabs how its sale goes. */
import { Anchor, Button, Group, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { readEvent } from "../api/events.ts";
import { Checklist } from "../parts/checklist.tsx";
import { EventActs } from "../parts/event-acts.tsx";
import { EventFacts } from "../parts/event-facts.tsx";
import { EventLive } from "../live/event-live.tsx";
import { EventSales } from "../parts/event-sales.tsx";
import { EventStateBadge } from "../parts/event-state.tsx";
import { when } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { useMay } from "../parts/me.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { EventSeats } from "../seats/event-seats.tsx";
import { words } from "../text/words.ts";

const REFRESH_MS = 10_000;

export function Event(props: { readonly id: string; readonly tab?: string | undefined }) {
  const { id } = props;
  const event = useQuery({ queryKey: ["event", id], queryFn: () => readEvent(id), refetchInterval: REFRESH_MS });
  const mayWrite = useMay("catalogue.write");
  const mayScan = useMay("door.scan");
  const offered = [
    { name: "live", may: useMay("room.read") },
    { name: "sales", may: useMay("reports.read") },
    { name: "seats", may: true },
    { name: "facts", may: true },
  ] as const;
  return (
    <LoadedPage of={event} noun={words.nouns.event}>
      {(found) => {
        const isDraft = found.state === "draft";
        const tabs = offered.filter(({ name, may }) => may && !(isDraft && name !== "facts"));
        const shown = tabs.find(({ name }) => name === props.tab)?.name ?? tabs[0]?.name ?? "facts";
        return (
          <div>
            <PageHead
              title={found.title}
              back={{ label: words.places.events, to: { page: "events" } }}
              lead={
                <Group gap="sm">
                  <EventStateBadge state={found.state} />
                  <span>{when(found.startsAt, found.venue.timeZone)}</span>
                  <span>{found.venue.name}</span>
                  {!isDraft && (
                    <Anchor href={`/events/${found.id}`} target="_blank" rel="noopener">
                      {words.event.asVisitors}
                    </Anchor>
                  )}
                </Group>
              }
              actions={
                <>
                  {isDraft && mayWrite && (
                    <Button component="a" variant="default" {...linkTo({ page: "edit-event", id })}>
                      {words.event.edit}
                    </Button>
                  )}
                  {!isDraft && mayScan && (
                    <Button component="a" variant="default" href={`/panel/door/?id=${found.id}`}>
                      {words.event.door}
                    </Button>
                  )}
                  {mayWrite && (
                    <Button component="a" variant="default" {...linkTo({ page: "templates", id })}>
                      {words.templates.action}
                    </Button>
                  )}
                  <EventActs event={found} />
                </>
              }
            />
            <Tabs
              value={shown}
              onChange={(tab) => go({ page: "event", id, tab: tab ?? undefined }, "replace")}
              keepMounted={false}
            >
              <Tabs.List mb="lg">
                {tabs.map(({ name }) => (
                  <Tabs.Tab key={name} value={name}>
                    {words.event.tabs[name]}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="live">
                <EventLive event={found} />
              </Tabs.Panel>
              <Tabs.Panel value="sales">
                <EventSales event={found} />
              </Tabs.Panel>
              <Tabs.Panel value="seats">
                <EventSeats event={found} />
              </Tabs.Panel>
              <Tabs.Panel value="facts">
                {isDraft && <Checklist event={found} />}
                <EventFacts event={found} />
              </Tabs.Panel>
            </Tabs>
          </div>
        );
      }}
    </LoadedPage>
  );
}
