/** Decides what a steward sees: which event, which gate, or the gate at work. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readMe } from "../api/session.ts";
import { eventId } from "../../../core/contract/fields.ts";
import type { EventId } from "../../../core/brand.ts";
import { SignIn } from "../pages/sign-in.tsx";
import { EventChoice } from "./event-choice.tsx";
import { GateStart } from "./gate-start.tsx";
import { GateView } from "./gate-view.tsx";
import { DoorSession } from "./session.ts";

/** How often a gate without a network tries again. */
const RETRY_EVERY_MS = 2_500;
/** One that has a network asks what changed each time that this many tries have passed. */
const TRIES_BETWEEN_SYNCS = 4;

export function DoorPage() {
  const named = eventId.safeParse(new URLSearchParams(window.location.search).get("id"));
  return named.success ? <EventDoor id={named.data} /> : <EventChoice />;
}

function EventDoor(props: { readonly id: EventId }) {
  const [session] = useState(() => new DoorSession(props.id));
  const state = useSyncExternalStore(session.watch, session.current);
  const [isStarted, setStarted] = useState(false);
  const isSignedOut = state.problem === "signed_out";
  const isBegun = useSession(session);
  const backAgain = useSignedIn(isSignedOut, () => void session.sync());
  if (!isBegun) return null;
  // without a list there is nothing that a stranger could do here
  if (isSignedOut && state.list === undefined) return <SignIn isElsewhere />;
  if (!isStarted || state.gate === "") {
    return <GateStart session={session} state={state} onStart={() => setStarted(true)} />;
  }
  return <GateView session={session} state={state} onChangeGate={() => setStarted(false)} onSignIn={backAgain} />;
}

/** Begins, and keeps the device and the office of one mind. @returns whether what is kept here has been found. */
function useSession(session: DoorSession): boolean {
  const [isBegun, setBegun] = useState(false);
  useEffect(() => {
    const sync = (): void => void session.sync();
    void session.begin().then(() => {
      setBegun(true);
      sync();
    });
    let tries = 0;
    const timer = setInterval(() => {
      tries += 1;
      if (!session.state.isOnline || tries % TRIES_BETWEEN_SYNCS === 0) sync();
    }, RETRY_EVERY_MS);
    window.addEventListener("online", sync);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", sync);
    };
  }, [session]);
  return isBegun;
}

/** Notices when somebody has signed in, here or in another tab. @returns a way to the sign-in page. */
function useSignedIn(isSignedOut: boolean, onBack: () => void): () => void {
  const client = useQueryClient();
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, enabled: isSignedOut, refetchInterval: RETRY_EVERY_MS });
  const isBack = isSignedOut && me.data !== undefined && me.data !== null;
  useEffect(() => {
    if (isBack) onBack();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each return, whatever the page around does
  }, [isBack]);
  return () => {
    void client.invalidateQueries();
    window.open("/panel/", "_blank", "noopener");
  };
}
