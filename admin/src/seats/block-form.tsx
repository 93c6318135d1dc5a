/** What becomes of the marked seats: kept for the house with a reason, or put on sale again. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SeatId } from "../../../core/brand.ts";
import { EVENT_LIMITS } from "../../../core/contract/organizer/events.ts";
import { blockSeats } from "../api/events.ts";
import { faultAt } from "../parts/faults.ts";
import { count } from "../parts/formats.ts";
import { Part } from "../parts/part.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";
import type { SeatState } from "./seat-states.ts";

const text = words.seats;

export function BlockForm(props: {
  readonly eventId: string;
  readonly seats: readonly { readonly id: SeatId; readonly state: SeatState }[];
  readonly onClear: () => void;
}) {
  const { eventId, seats, onClear } = props;
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const free = seats.filter(({ state }) => state === "free").map(({ id }) => id);
  const blocked = seats.filter(({ state }) => state === "blocked").map(({ id }) => id);
  const change = useMutation({
    mutationFn: (wish: { readonly action: "block" | "unblock"; readonly seatIds: readonly SeatId[] }) =>
      blockSeats(eventId, { ...wish, seatIds: [...wish.seatIds], reason: reason.trim() }),
    onSuccess: onClear,
    onSettled: () => client.invalidateQueries({ queryKey: ["seats", eventId] }),
  });
  const isTooMany = Math.max(free.length, blocked.length) > EVENT_LIMITS.blockedPerCallMax;
  const isReady = reason.trim() !== "" && !isTooMany;
  return (
    <Part title={words.seats.marked}>
      <Stack gap="sm">
        <TextInput
          label={text.reason}
          description={text.reasonHint}
          required
          maxLength={200}
          value={reason}
          error={faultAt(change.error, "/reason")}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {isTooMany && <Text size="sm">{text.tooMany(count(EVENT_LIMITS.blockedPerCallMax))}</Text>}
        {change.error !== null && <ProblemNotice error={change.error} />}
        {seats.length === 0 ? (
          <Text size="sm" c="dimmed" role="status">
            {change.isSuccess ? text.done : text.nothingMarked}
          </Text>
        ) : (
          <Group gap="sm">
            {free.length > 0 && (
              <Button
                disabled={!isReady}
                loading={change.isPending}
                onClick={() => change.mutate({ action: "block", seatIds: free })}
              >
                {text.block(count(free.length))}
              </Button>
            )}
            {blocked.length > 0 && (
              <Button
                disabled={!isReady}
                loading={change.isPending}
                variant={free.length > 0 ? "default" : "filled"}
                onClick={() => change.mutate({ action: "unblock", seatIds: blocked })}
              >
                {text.unblock(count(blocked.length))}
              </Button>
            )}
            <Button variant="default" onClick={onClear}>
              {text.clear}
            </Button>
          </Group>
        )}
      </Stack>
    </Part>
  );
}
