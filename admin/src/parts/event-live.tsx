/** The live picture of a sale: who is inside, who waits, what is left; and the two valves, turned while watching. */
import { Alert, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { RoomPictureDocument } from "../../../core/contract/organizer/rooms.ts";
import type { StatusDocument } from "../../../core/contract/waiting-room.ts";
import { readPublicStatus, readRoom } from "../api/rooms.ts";
import { words } from "../text/words.ts";
import { Figure, Figures } from "./figure.tsx";
import { count, percent, timeOfDay, waitRange } from "./formats.ts";
import { Loaded } from "./loaded.tsx";
import { useMay } from "./me.tsx";
import { newcomerWait } from "./newcomer-wait.ts";
import { RoomValves } from "./room-valves.tsx";

const WATCH_MS = 2_000;

export function EventLive(props: { readonly event: EventDocument }) {
  const { event } = props;
  const room = useQuery({ queryKey: ["room", event.id], queryFn: () => readRoom(event.id), refetchInterval: WATCH_MS });
  const seen = useQuery({
    queryKey: ["public-status", event.roomId],
    queryFn: () => readPublicStatus(event.roomId),
    refetchInterval: WATCH_MS,
  });
  const mayOperate = useMay("room.operate") && event.state !== "closed";
  return (
    <Loaded of={room}>
      {(picture) => (
        <Stack gap="lg">
          <Picture event={event} picture={picture} seen={seen.data} />
          {mayOperate && <RoomValves eventId={event.id} settings={picture.settings} />}
          <Feed picture={picture} />
        </Stack>
      )}
    </Loaded>
  );
}

function Picture(props: {
  readonly event: EventDocument;
  readonly picture: RoomPictureDocument;
  readonly seen: StatusDocument | undefined;
}) {
  const { event, picture, seen } = props;
  const { settings } = picture;
  const cap = settings.total_active_users;
  const wait = seen === undefined ? undefined : newcomerWait(seen, settings);
  return (
    <section aria-label={words.live.title}>
      <Alert variant="light" color={picture.paused ? "red" : "foyer"} mb="md">
        <strong>{words.phases[picture.phase].name}</strong> {words.phases[picture.phase].means}
      </Alert>
      <Figures>
        <Figure
          label={words.live.inside}
          value={count(picture.inside)}
          share={cap === 0 ? 0 : picture.inside / cap}
          note={words.live.ofCap(count(cap))}
        />
        <Figure
          label={words.live.waiting}
          value={count(picture.waiting)}
          note={words.live.arrivals(count(picture.arrivalsLastMinute))}
        />
        <Figure
          label={words.live.called}
          value={count(picture.calledUnclaimed)}
          note={words.live.showUp(percent(picture.showUpShare), count(picture.missedTotal))}
        />
        <Figure
          label={words.live.admissions}
          value={count(picture.admissionsLastMinute)}
          note={words.live.ofRate(count(settings.new_users_per_minute), count(picture.admittedTotal))}
        />
        <Figure
          label={words.live.seatsLeft}
          value={seen?.seatsLeft === null || seen === undefined ? "–" : count(seen.seatsLeft)}
          note={words.live.ofCapacity(count(event.capacity))}
          {...(typeof seen?.seatsLeft === "number" && { share: seen.seatsLeft / Math.max(1, event.capacity) })}
        />
        <Figure
          label={words.live.wait}
          value={wait === undefined ? "–" : waitText(wait)}
          note={wait === undefined ? words.live.waitUnknown : words.live.waitNote}
        />
      </Figures>
    </section>
  );
}

function waitText(wait: { readonly p50Seconds: number; readonly p90Seconds: number }): string {
  if (wait.p90Seconds === 0) return words.live.noWait;
  return waitRange(wait.p50Seconds, wait.p90Seconds);
}

function Feed(props: { readonly picture: RoomPictureDocument }) {
  const entries = props.picture.feed.toReversed();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="feed">
      <Title order={2} size="h4" id="feed">
        {words.live.feed}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.live.feedLead}
      </Text>
      {entries.length === 0 ? (
        <Text size="sm">{words.live.feedNone}</Text>
      ) : (
        <List listStyleType="none" spacing="xs" size="sm">
          {entries.map((entry) => (
            <List.Item key={entry.sequence}>
              <Text span c="dimmed" size="sm" className="foyer-numbers">
                {timeOfDay(entry.at)}
              </Text>{" "}
              {entry.message}
            </List.Item>
          ))}
        </List>
      )}
    </Paper>
  );
}
