/** Before the first scan: the gate's name, and the list on its way to this device. The press that starts wakes the sound. */
import { Alert, Anchor, Button, Progress, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect } from "react";
import { DOOR_LIMITS } from "../../../core/contract/door.ts";
import { count, when } from "../parts/formats.ts";
import { onSubmit } from "../parts/form.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { DoorSession, DoorState } from "./session.ts";
import { wakeSound } from "./signals.ts";

export function GateStart(props: {
  readonly session: DoorSession;
  readonly state: DoorState;
  readonly onStart: () => void;
}) {
  const { session, state, onStart } = props;
  const { list } = state;
  const isReady = list !== undefined && list.next === null;
  useEffect(() => {
    document.title = `${list?.event.title ?? doorWords.title} · Foyer`;
  }, [list]);
  const submit = onSubmit((value) => {
    wakeSound();
    session.nameGate(value("gate").trim());
    onStart();
  });
  return (
    <main className={styles["plain"]}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <div>
            <Anchor size="sm" href={`/panel/?page=event&id=${session.eventId}`}>
              ← {doorWords.bar.toPanel}
            </Anchor>
            <Title order={1} size="h2">
              {list?.event.title ?? doorWords.title}
            </Title>
            {list !== undefined && <Text c="dimmed">{when(list.event.startsAt, list.event.timeZone)}</Text>}
          </div>
          {state.problem !== undefined && <Alert color="red">{doorWords.problems[state.problem]}</Alert>}
          <TextInput
            name="gate"
            size="lg"
            label={doorWords.start.gate}
            description={doorWords.start.lead}
            defaultValue={state.gate}
            maxLength={DOOR_LIMITS.gateLengthMax}
            required
            withAsterisk={false}
            autoComplete="off"
          />
          <Download state={state} onRetry={() => void session.sync()} />
          <Button type="submit" size="xl" fullWidth disabled={!isReady}>
            {doorWords.start.action}
          </Button>
        </Stack>
      </form>
    </main>
  );
}

function Download(props: { readonly state: DoorState; readonly onRetry: () => void }) {
  const { list, loading, isOnline } = props.state;
  if (list !== undefined && list.next === null) {
    return (
      <Text role="status">{doorWords.start.ready(count(list.total), when(new Date(list.asOfMs).toISOString()))}</Text>
    );
  }
  if (!isOnline) {
    return (
      <Stack gap="xs" role="status">
        <Text>{doorWords.start.notReady}</Text>
        <Button variant="default" onClick={props.onRetry}>
          {doorWords.start.again}
        </Button>
      </Stack>
    );
  }
  const [kept, total] = [loading ?? 0, list?.total ?? 0];
  return (
    <Stack gap="xs" role="status">
      <Text>{total === 0 ? doorWords.start.loading : doorWords.start.loaded(count(kept), count(total))}</Text>
      <Progress value={total === 0 ? 0 : (100 * kept) / total} aria-label={doorWords.start.loading} animated />
    </Stack>
  );
}
