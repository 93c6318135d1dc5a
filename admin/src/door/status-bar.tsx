/** Where this gate stands: its name, the network, what is waiting to be sent, how many are inside. */
import { count, timeOfDay } from "../parts/formats.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { DoorState } from "./session.ts";

export function StatusBar(props: { readonly state: DoorState; readonly onChangeGate: () => void }) {
  const { state } = props;
  const { bar } = doorWords;
  const inside = (state.counts?.inside ?? 0) + state.sinceCounts + state.unsentInside;
  return (
    <header className={styles["bar"]}>
      <div className={styles["names"]}>
        <h1 className={styles["title"]}>{state.list?.event.title}</h1>
        <button type="button" className={styles["name"]} onClick={props.onChangeGate} title={bar.changeGate}>
          {bar.gate(state.gate)}
        </button>
      </div>
      <p className={styles["inside"]}>
        <strong className="foyer-numbers" data-testid="inside">
          {count(inside)}
        </strong>{" "}
        {bar.inside}
        {state.counts !== undefined && <span className={styles["small"]}> {bar.of(count(state.counts.expected))}</span>}
      </p>
      <p role="status" className={styles["network"]} data-online={state.isOnline}>
        <span className={styles["badge"]}>{state.isOnline ? `● ${bar.online}` : `○ ${bar.offline}`}</span>
        {state.waiting > 0 && <span className={styles["badge"]}>↑ {bar.waiting(count(state.waiting))}</span>}
        {state.list !== undefined && !state.isOnline && (
          <span className={styles["small"]}>{bar.list(timeOfDay(new Date(state.list.asOfMs).toISOString()))}</span>
        )}
      </p>
    </header>
  );
}
