/** Who was let in by a gate without a network and should not have been: said as it is, for a person to sort out. */
import type { DoorCountsDocument } from "../../../core/contract/door.ts";
import { count, timeOfDay } from "../parts/formats.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";

type Conflict = DoorCountsDocument["conflicts"][number];

export function Conflicts(props: { readonly counts: DoorCountsDocument | undefined }) {
  const conflicts = props.counts?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  return (
    <details className={styles["conflicts"]}>
      <summary>{doorWords.conflicts.title(count(conflicts.length))}</summary>
      <p>{doorWords.conflicts.lead}</p>
      <ul className={styles["list"]}>
        {conflicts.map((conflict) => (
          <li key={conflict.nonce}>
            <strong>{[conflict.place, conflict.number].filter(Boolean).join(" · ")}</strong>
            <br />
            {sentence(conflict)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function sentence({ at, gate, first, reason }: Conflict): string {
  const { conflicts, refusals } = doorWords;
  return first === null
    ? conflicts.other(refusals[reason].title, timeOfDay(at), gate)
    : conflicts.twice(timeOfDay(at), gate, timeOfDay(first.at), first.gate);
}
