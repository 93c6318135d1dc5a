/** The last scans of this gate, and the way back for whoever was let in by mistake. */
import { Button, Text } from "@mantine/core";
import { timeOfDay } from "../parts/formats.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { ScanRecord } from "./records.ts";
import type { DoorSession, DoorState } from "./session.ts";

const SHOWN_MAX = 8;

export function RecentScans(props: { readonly session: DoorSession; readonly state: DoorState }) {
  const { recent } = doorWords;
  const shown = props.state.recent.slice(0, SHOWN_MAX);
  return (
    <section className={styles["wide"]} aria-label={recent.title}>
      <h2 className={styles["heading"]}>{recent.title}</h2>
      {shown.length === 0 && <Text c="dimmed">{recent.none}</Text>}
      <ul className={styles["list"]}>
        {shown.map((record) => (
          <Row key={record.nonce} record={record} onUndo={() => void props.session.undo(record)} />
        ))}
      </ul>
    </section>
  );
}

function Row(props: { readonly record: ScanRecord; readonly onUndo: () => void }) {
  const { record } = props;
  const { recent, verdict, refusals } = doorWords;
  const { outcome, conflict } = record;
  const isIn = outcome === "admitted";
  const said = outcome === "admitted" ? verdict.admitted : refusals[outcome].title;
  return (
    <li className={styles["row"]}>
      <span className={styles["mark"]} data-yes={isIn && !record.undone} aria-hidden="true">
        {isIn && !record.undone ? "✓" : "✕"}
      </span>
      <span className={styles["grow"]}>
        {record.place === "" ? said : record.place}
        <Text span size="sm" c="dimmed" className={styles["line"]}>
          {[timeOfDay(new Date(record.atMs).toISOString()), record.undone ? recent.undone : said].join(" · ")}
        </Text>
        {conflict !== null && conflict !== "admitted" && !record.undone && (
          <Text span size="sm" c="red" className={styles["line"]}>
            {recent.conflict(refusals[conflict].title)}
          </Text>
        )}
      </span>
      {isIn && !record.undone && (
        <Button size="sm" variant="default" onClick={props.onUndo} aria-label={recent.undoOf(record.place)}>
          {recent.undo}
        </Button>
      )}
    </li>
  );
}
