/** The two valves of a room, how many may be inside and how many enter a minute, and a word to those who wait. */
import { Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomChangeBody, RoomSettingsDocument } from "../../../core/contract/organizer/rooms.ts";
import { ROOM_LIMITS } from "../../../core/queue/settings.ts";
import { changeRoom } from "../api/rooms.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";
import { NumberField } from "./number-field.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

export function RoomValves(props: { readonly eventId: string; readonly settings: RoomSettingsDocument }) {
  const { eventId, settings } = props;
  const client = useQueryClient();
  // what somebody is typing stays, whatever the room says meanwhile
  const [cap, setCap] = useState<number>();
  const [rate, setRate] = useState<number>();
  const [message, setMessage] = useState("");
  const change = useMutation({
    mutationFn: (body: RoomChangeBody) => changeRoom(eventId, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["room", eventId] });
      setCap(undefined);
      setRate(undefined);
      setMessage("");
    },
  });
  const changes: RoomChangeBody = {
    ...(cap !== undefined && cap !== settings.total_active_users && { total_active_users: cap }),
    ...(rate !== undefined && rate !== settings.new_users_per_minute && { new_users_per_minute: rate }),
    ...(message.trim() !== "" && { message }),
  };
  const isSame = Object.keys(changes).length === 0;
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="valves">
      <Title order={2} size="h4" id="valves">
        {words.valves.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.valves.lead}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSame) change.mutate(changes);
        }}
      >
        <Stack gap="sm">
          <div className="foyer-fields foyer-top">
            <NumberField
              label={words.eventForm.insideMax}
              min={0}
              max={ROOM_LIMITS.totalActiveUsersMax}
              value={cap ?? settings.total_active_users}
              error={faultAt(change.error, "/total_active_users")}
              onValue={setCap}
            />
            <NumberField
              label={words.eventForm.perMinuteMax}
              min={0}
              max={ROOM_LIMITS.newUsersPerMinuteMax}
              value={rate ?? settings.new_users_per_minute}
              error={faultAt(change.error, "/new_users_per_minute")}
              onValue={setRate}
            />
          </div>
          <Textarea
            label={words.acts.message}
            description={words.valves.messageHint}
            autosize
            minRows={1}
            maxLength={ROOM_LIMITS.messageLengthMax}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          {change.error !== null && <ProblemNotice error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={isSame}>
              {words.valves.action}
            </Button>
            {change.isSuccess && isSame && (
              <Text size="sm" role="status">
                {words.valves.done}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
