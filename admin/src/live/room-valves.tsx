/** The valves of a room, turned while watching, and a word to those who wait. What is typed stays, whatever the room says. */
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomChangeBody, RoomSettingsDocument } from "../../../core/contract/organizer/rooms.ts";
import { ROOM_LIMITS } from "../../../core/queue/settings.ts";
import { changeRoom } from "../api/rooms.ts";
import { faultAt } from "../parts/faults.ts";
import { NumberField } from "../parts/number-field.tsx";
import { Part } from "../parts/part.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";

const text = words.valves;
const METHODS = ["fifo", "random", "passthrough", "reject"] as const;
const ADDRESS_LIMITS = ["off", "relaxed", "normal", "strict"] as const;

interface ValveProps {
  readonly settings: RoomSettingsDocument;
  readonly turn: (change: RoomChangeBody) => void;
  readonly fault: (field: string) => string | undefined;
}

export function RoomValves(props: {
  readonly eventId: string;
  readonly settings: RoomSettingsDocument;
  readonly message: string;
  readonly onMessage: (message: string) => void;
}) {
  const { eventId, settings, message, onMessage } = props;
  const client = useQueryClient();
  const [turned, setTurned] = useState<RoomChangeBody>({});
  const change = useMutation({
    mutationFn: (body: RoomChangeBody) => changeRoom(eventId, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["room", eventId] });
      setTurned({});
      onMessage("");
    },
  });
  const changes: RoomChangeBody = {
    ...Object.fromEntries(
      Object.entries(turned).filter(([name, value]) => settings[name as keyof RoomSettingsDocument] !== value),
    ),
    ...(message.trim() !== "" && { message }),
  };
  const isSame = Object.keys(changes).length === 0;
  const valves: ValveProps = {
    settings: { ...settings, ...(turned as Partial<RoomSettingsDocument>) },
    turn: (more) => setTurned((before) => ({ ...before, ...more })),
    fault: (field) => faultAt(change.error, field),
  };
  return (
    <Part title={text.title} lead={text.lead}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSame) change.mutate(changes);
        }}
      >
        <Stack gap="sm">
          <MainValves {...valves} />
          <details>
            <summary>{text.more}</summary>
            <MoreValves {...valves} />
          </details>
          <Textarea
            label={words.acts.message}
            description={text.messageHint}
            autosize
            minRows={2}
            maxLength={ROOM_LIMITS.messageLengthMax}
            value={message}
            onChange={(event) => onMessage(event.currentTarget.value)}
          />
          {change.error !== null && <ProblemNotice error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={isSame}>
              {text.action}
            </Button>
            {change.isSuccess && isSame && (
              <Text size="sm" role="status">
                {text.done}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Part>
  );
}

function MainValves({ settings, turn, fault }: ValveProps) {
  return (
    <div className="foyer-fields foyer-top">
      <NumberField
        label={words.eventForm.insideMax}
        min={0}
        max={ROOM_LIMITS.totalActiveUsersMax}
        value={settings.total_active_users}
        error={fault("/total_active_users")}
        onValue={(value) => value !== undefined && turn({ total_active_users: value })}
      />
      <NumberField
        label={words.eventForm.perMinuteMax}
        min={0}
        max={ROOM_LIMITS.newUsersPerMinuteMax}
        value={settings.new_users_per_minute}
        error={fault("/new_users_per_minute")}
        onValue={(value) => value !== undefined && turn({ new_users_per_minute: value })}
      />
    </div>
  );
}

function MoreValves({ settings, turn, fault }: ValveProps) {
  return (
    <Stack gap="sm" mt="sm">
      <div className="foyer-fields foyer-top">
        <NumberField
          label={words.eventForm.visitMinutes}
          suffix=" min"
          min={ROOM_LIMITS.sessionDurationMinMs / 60_000}
          max={ROOM_LIMITS.sessionDurationMaxMs / 60_000}
          value={settings.session_duration / 60}
          error={fault("/session_duration")}
          onValue={(value) => value !== undefined && turn({ session_duration: value * 60 })}
        />
        <NumberField
          label={words.eventForm.claimMinutes}
          suffix=" min"
          min={1}
          max={ROOM_LIMITS.claimWindowMaxMs / 60_000}
          value={settings.claim_window / 60}
          error={fault("/claim_window")}
          onValue={(value) => value !== undefined && turn({ claim_window: value * 60 })}
        />
        <NativeSelect
          label={text.method}
          data={METHODS.map((value) => ({ value, label: text.methods[value] }))}
          value={settings.queueing_method}
          onChange={(event) => {
            const method = METHODS.find((known) => known === event.currentTarget.value);
            if (method !== undefined) turn({ queueing_method: method });
          }}
        />
        <NativeSelect
          label={words.eventForm.addressLimit}
          data={ADDRESS_LIMITS.map((value) => ({ value, label: words.eventForm.addressLimits[value] }))}
          value={settings.address_limit}
          onChange={(event) => {
            const limit = ADDRESS_LIMITS.find((known) => known === event.currentTarget.value);
            if (limit !== undefined) turn({ address_limit: limit });
          }}
        />
      </div>
      <Checkbox
        label={words.eventForm.queueAll}
        description={words.eventForm.queueAllHint}
        checked={settings.queue_all}
        onChange={(event) => turn({ queue_all: event.currentTarget.checked })}
      />
      <Checkbox
        label={text.suspended}
        description={text.suspendedHint}
        checked={settings.suspended}
        onChange={(event) => turn({ suspended: event.currentTarget.checked })}
      />
    </Stack>
  );
}
