/**
 * The answer, over everything else: a colour, a sign, words, a sound and a touch, so that nobody depends on one of them.
 * A yes leaves by itself; a no stays until the steward has read it or the next ticket is there.
 */
import { useEffect } from "react";
import { timeOfDay } from "../parts/formats.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { DoorState } from "./session.ts";
import { signal } from "./signals.ts";

const YES_STAYS_MS = 2_500;

export function VerdictView(props: { readonly state: DoorState; readonly onClose: () => void }) {
  const { verdict: shown, holder } = props.state;
  const { onClose } = props;
  useEffect(() => {
    if (shown === undefined) return undefined;
    const isYes = shown.outcome === "admitted";
    signal(isYes);
    if (!isYes) return undefined;
    const timer = setTimeout(onClose, YES_STAYS_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each verdict
  }, [shown?.nonce]);
  if (shown === undefined) return null;
  const { verdict } = doorWords;
  const refusal = shown.outcome === "admitted" ? undefined : doorWords.refusals[shown.outcome];
  return (
    <div className={styles["verdict"]} data-yes={refusal === undefined} data-scan={shown.nonce} role="alert">
      <span className={styles["sign"]} aria-hidden="true">
        {refusal === undefined ? "✓" : "✕"}
      </span>
      <p className={styles["word"]}>{refusal === undefined ? verdict.admitted : refusal.title}</p>
      {shown.place !== "" && <p className={styles["place"]}>{shown.place}</p>}
      <p className={styles["who"]}>{[shown.category, holder].filter((part) => part !== "").join(" · ")}</p>
      {shown.inside !== null && (
        <p className={styles["act"]}>{verdict.at(timeOfDay(shown.inside.at), shown.inside.gate)}</p>
      )}
      {refusal !== undefined && <p className={styles["act"]}>{refusal.act}</p>}
      {shown.offline && <p className={styles["small"]}>{verdict.offline}</p>}
      <button type="button" className={styles["next"]} onClick={onClose}>
        {verdict.close}
      </button>
    </div>
  );
}
