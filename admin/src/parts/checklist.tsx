/** What a draft has and what it lacks before it can be published; the API decides again by itself. */
import { Anchor, Text } from "@mantine/core";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import { words } from "../text/words.ts";
import styles from "./checklist.module.css";
import { count } from "./formats.ts";
import { useMay } from "./me.tsx";
import { Part } from "./part.tsx";
import { linkTo } from "./route.tsx";

const text = words.checklist;

interface Item {
  readonly label: string;
  readonly state: "done" | "missing" | "advice";
}

export function Checklist(props: { readonly event: EventDocument }) {
  const { event } = props;
  const mayWrite = useMay("catalogue.write");
  const items = itemsOf(event, Date.now());
  const isReady = items.every(({ state }) => state !== "missing");
  return (
    <div className={styles["space"]}>
      <Part title={text.title} lead={isReady ? text.ready : text.lead}>
        <ul className={styles["list"]}>
          {items.map(({ label, state }) => (
            <li key={label} data-state={state}>
              <span aria-hidden="true">{SIGNS[state]}</span> {label}{" "}
              <Text span size="sm" c="dimmed">
                {text[state]}
              </Text>
            </li>
          ))}
        </ul>
        {!isReady && mayWrite && (
          <Anchor size="sm" {...linkTo({ page: "edit-event", id: event.id })}>
            {text.mend}
          </Anchor>
        )}
      </Part>
    </div>
  );
}

const SIGNS = { done: "✓", missing: "✗", advice: "○" } as const;

function itemsOf(event: EventDocument, nowMs: number): Item[] {
  const [starts, saleStarts, saleEnds] = [event.startsAt, event.saleStartsAt, event.saleEndsAt].map((at) =>
    Date.parse(at),
  );
  const isInOrder = (saleStarts ?? 0) < (saleEnds ?? 0) && (saleEnds ?? 0) <= (starts ?? 0);
  const must = (label: string, isThere: boolean): Item => ({ label, state: isThere ? "done" : "missing" });
  const may = (label: string, isThere: boolean): Item => ({ label, state: isThere ? "done" : "advice" });
  return [
    must(text.items.chart(count(event.capacity)), event.capacity > 0),
    must(
      text.items.prices,
      event.categories.some(({ price }) => price !== null),
    ),
    may(text.items.times, isInOrder),
    may(text.items.future, (starts ?? 0) > nowMs),
    may(text.items.description, event.description !== null),
  ];
}
