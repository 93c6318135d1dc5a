/** The acts that move a sale, each asked about once more, with what the people in the queue shall read. */
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import { ROOM_LIMITS } from "../../../core/queue/settings.ts";
import { ACTS_BY_STATE, moveSale, type SaleAct } from "../api/events.ts";
import { words } from "../text/words.ts";
import { useMay } from "./me.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

export function EventActs(props: { readonly event: EventDocument }) {
  const { event } = props;
  const [act, setAct] = useState<SaleAct>();
  const mayOperate = useMay("sale.operate");
  if (!mayOperate) return null;
  return (
    <>
      {ACTS_BY_STATE[event.state].map((name, index) => (
        <Button key={name} variant={index === 0 ? "filled" : "default"} onClick={() => setAct(name)}>
          {words.acts[name].action}
        </Button>
      ))}
      {act !== undefined && <ActDialog event={event} act={act} onClose={() => setAct(undefined)} />}
    </>
  );
}

function ActDialog(props: { readonly event: EventDocument; readonly act: SaleAct; readonly onClose: () => void }) {
  const { event, act, onClose } = props;
  const client = useQueryClient();
  const [message, setMessage] = useState("");
  const move = useMutation({
    mutationFn: () => moveSale(event.id, act, message),
    onSuccess: (moved) => {
      client.setQueryData(["event", event.id], moved);
      onClose();
      return Promise.all([
        client.invalidateQueries({ queryKey: ["events"] }),
        client.invalidateQueries({ queryKey: ["room", event.id] }),
      ]);
    },
    onError: () => client.invalidateQueries({ queryKey: ["event", event.id] }),
  });
  const { title, lead, action } = words.acts[act];
  return (
    <Modal opened onClose={onClose} title={title(event.title)} closeButtonProps={{ "aria-label": words.close }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          move.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{lead}</Text>
          {act !== "publish" && (
            <Textarea
              label={words.acts.message}
              description={words.acts.messageHint}
              autosize
              minRows={2}
              maxLength={ROOM_LIMITS.messageLengthMax}
              value={message}
              onChange={(changed) => setMessage(changed.currentTarget.value)}
            />
          )}
          {move.error !== null && <ProblemNotice error={move.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color={act === "close" ? "red" : "foyer"} loading={move.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
