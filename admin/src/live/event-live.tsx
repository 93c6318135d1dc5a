/** The live picture of a sale: figures and charts, the valves that are turned while watching, and what people see. */
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { RoomPictureDocument } from "../../../core/contract/organizer/rooms.ts";
import { readPublicStatus, readRoom } from "../api/rooms.ts";
import { timeOfDay } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { Part } from "../parts/part.tsx";
import { words } from "../text/words.ts";
import { LiveCharts } from "./live-charts.tsx";
import { RoomFigures } from "./room-figures.tsx";
import { RoomPreview } from "./room-preview.tsx";
import { RoomValves } from "./room-valves.tsx";
import { watch } from "./samples.ts";

/** While the page is visible; hidden, it asks nobody. */
const WATCH_MS = 1_000;

export function EventLive(props: { readonly event: EventDocument }) {
  const { event } = props;
  const room = useQuery({ queryKey: ["room", event.id], queryFn: () => readRoom(event.id), refetchInterval: WATCH_MS });
  const seen = useQuery({
    queryKey: ["public-status", event.roomId],
    queryFn: () => readPublicStatus(event.roomId),
    refetchInterval: WATCH_MS,
  });
  const mayOperate = useMay("room.operate") && event.state !== "closed";
  const [message, setMessage] = useState("");
  return (
    <Loaded of={room}>
      {(picture) => {
        const samples = watch(event.id, picture, seen.data);
        return (
          <Stack gap="lg">
            <RoomFigures event={event} picture={picture} seen={seen.data} waitHad={samples.at(-1)?.waitHad ?? null} />
            <LiveCharts samples={samples} />
            <div className="foyer-columns">
              <Stack gap="md">
                {mayOperate && (
                  <RoomValves eventId={event.id} settings={picture.settings} message={message} onMessage={setMessage} />
                )}
                <Feed picture={picture} />
              </Stack>
              <RoomPreview
                roomId={event.roomId}
                draft={message}
                version={`${picture.phase}/${picture.feed.at(-1)?.sequence ?? 0}`}
              />
            </div>
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Feed(props: { readonly picture: RoomPictureDocument }) {
  const entries = props.picture.feed.toReversed();
  return (
    <Part title={words.live.feed} lead={words.live.feedLead}>
      {entries.length === 0 ? (
        <Text size="sm">{words.live.feedNone}</Text>
      ) : (
        <Stack component="ul" gap="xs" className="foyer-plain-list">
          {entries.map((entry) => (
            <li key={entry.sequence}>
              <Text span c="dimmed" size="sm" className="foyer-numbers">
                {timeOfDay(entry.at)}
              </Text>{" "}
              <Text span size="sm" className="foyer-break">
                {entry.message}
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Part>
  );
}
