/** The story of an order as one line of time: every step with its moment, and what is known of it. */
import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { StoryEntry } from "../../../core/contract/organizer/story.ts";
import { readStory } from "../api/orders.ts";
import { words } from "../text/words.ts";
import { count, money, whenExactly } from "./formats.ts";
import { Loaded } from "./loaded.tsx";
import styles from "./order-story.module.css";

const text = words.story;
const REFRESH_MS = 15_000;

export function OrderStory(props: { readonly orderId: string }) {
  const { orderId } = props;
  const story = useQuery({
    queryKey: ["order", orderId, "story"],
    queryFn: () => readStory(orderId),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded of={story}>
      {({ entries, silent }) => (
        <>
          {silent.length > 0 && (
            <Alert color="red" variant="light" role="status">
              {text.silent(silent.map((part) => text.parts[part]).join(", "))}
            </Alert>
          )}
          {entries.length === 0 ? (
            <Text size="sm">{text.none}</Text>
          ) : (
            <ol className={styles["line"]}>
              {entries.map((entry, index) => (
                <li key={`${entry.at}-${index}`} className={styles["step"]} data-tone={toneOf(entry.step)}>
                  <time dateTime={entry.at}>{whenExactly(entry.at)}</time>
                  <div>
                    <strong>{titleOf(entry)}</strong> <span className="foyer-break">{knownOf(entry)}</span>
                  </div>
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </Loaded>
  );
}

function titleOf({ step, detail }: StoryEntry): string {
  return step === "acted" && detail !== null ? (words.actionWords[detail] ?? detail) : text.steps[step];
}

function knownOf({ step, amount, places, detail, who }: StoryEntry): string {
  const parts = [
    amount === null ? undefined : money(amount),
    places === null ? undefined : text.places(count(places)),
    step === "acted" || detail === null ? undefined : detailOf(step, detail),
    who === null ? undefined : text.by(who),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function detailOf(step: StoryEntry["step"], detail: string): string {
  if (step === "entered") return text.number(detail);
  if (step === "payment_begun" || step === "sold") return text.attempt(detail);
  return text.reasons[detail] ?? detail;
}

/** Money that moved, and what went wrong, are what an agent looks for first. */
function toneOf(step: StoryEntry["step"]): "plain" | "money" | "wrong" {
  if (/refused|failed|dispute|late|turned/u.test(step)) return "wrong";
  return /^paid|^sold|^refund/u.test(step) ? "money" : "plain";
}
