/** When the doors are not open: said before anybody is sent away, with the way to open them for whoever may. */
import { Alert, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { may } from "../../../core/contract/roles.ts";
import { useQuery } from "@tanstack/react-query";
import { readMe } from "../api/session.ts";
import { when } from "../parts/formats.ts";
import { sentenceOf } from "../parts/problem-notice.tsx";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { DoorSession, DoorState } from "./session.ts";

const LOOK_EVERY_MS = 15_000;

export function HoursNotice(props: { readonly session: DoorSession; readonly state: DoorState }) {
  const { list, isOnline } = props.state;
  const nowMs = useNow() + (list?.clockOffsetMs ?? 0);
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000, enabled: isOnline });
  const opening = useMutation({ mutationFn: () => props.session.openDoors() });
  if (list === undefined) return null;
  const { opensAt, closesAt, timeZone } = list.event;
  const isEarly = nowMs < Date.parse(opensAt);
  if (!isEarly && nowMs < Date.parse(closesAt)) return null;
  const mayOpen = isEarly && me.data !== undefined && me.data !== null && may(me.data.role, "sale.operate");
  return (
    <Alert color="yellow" role="status" className={styles["wide"]}>
      {isEarly ? doorWords.hours.opensAt(when(opensAt, timeZone)) : doorWords.hours.over(when(closesAt, timeZone))}
      {mayOpen && (
        <Button mt="xs" fullWidth variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
          {doorWords.hours.openNow}
        </Button>
      )}
      {opening.error !== null && <p>{sentenceOf(opening.error).title}</p>}
    </Alert>
  );
}

function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
