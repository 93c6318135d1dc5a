/** A gate at work: what the camera sees, what was said, what can be typed, and whether there is a network. */
import { Alert, Button } from "@mantine/core";
import { useEffect } from "react";
import { doorWords } from "../text/en/door.ts";
import { CameraView } from "./camera-view.tsx";
import { Conflicts } from "./conflicts.tsx";
import styles from "./door.module.css";
import { HoursNotice } from "./hours-notice.tsx";
import { RecentScans } from "./recent-scans.tsx";
import type { DoorSession, DoorState } from "./session.ts";
import { StatusBar } from "./status-bar.tsx";
import { Typing } from "./typing.tsx";
import { VerdictView } from "./verdict-view.tsx";

export function GateView(props: {
  readonly session: DoorSession;
  readonly state: DoorState;
  readonly onChangeGate: () => void;
  readonly onSignIn: () => void;
}) {
  const { session, state } = props;
  useWakefulness();
  const mayNot = state.problem === "role_refused" || state.problem === "not_found";
  return (
    <main className={styles["gate"]}>
      <StatusBar state={state} onChangeGate={props.onChangeGate} />
      {state.problem !== undefined && (
        <Alert color="red" role="status" className={styles["wide"]}>
          {doorWords.problems[state.problem]}
          {state.problem === "signed_out" && (
            <Button mt="xs" fullWidth variant="default" onClick={props.onSignIn}>
              {doorWords.problems.signIn}
            </Button>
          )}
        </Alert>
      )}
      <HoursNotice session={session} state={state} />
      {!mayNot && <CameraView onCode={(code) => void session.scan({ code })} />}
      {!mayNot && <Typing session={session} state={state} />}
      <Conflicts counts={state.counts} />
      <RecentScans session={session} state={state} />
      <VerdictView state={state} onClose={() => session.dismiss()} />
    </main>
  );
}

/** A phone that goes dark between two guests is a phone that must be unlocked with wet fingers. */
function useWakefulness(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== "visible") return;
      // refused when the battery is low: then the phone's owner decides
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    };
    const again = (): void => void ask();
    again();
    document.addEventListener("visibilitychange", again);
    return () => {
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
