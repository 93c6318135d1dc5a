/** Which event's door: for whoever comes here without the panel. */
import { Anchor, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiProblem } from "../api/client.ts";
import { readEvents } from "../api/events.ts";
import { SignIn } from "../pages/sign-in.tsx";
import { when } from "../parts/formats.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";

export function EventChoice() {
  const events = useQuery({ queryKey: ["events"], queryFn: () => readEvents({}) });
  useEffect(() => {
    document.title = `${doorWords.title} · Foyer`;
  }, []);
  if (events.error instanceof ApiProblem && events.error.code === "signed_out") return <SignIn isElsewhere />;
  const shown = events.data?.events.filter(({ state }) => state !== "draft");
  return (
    <main className={styles["plain"]}>
      <Stack gap="md">
        <div>
          <Title order={1} size="h2">
            {doorWords.choose.title}
          </Title>
          <Text c="dimmed">{doorWords.choose.lead}</Text>
        </div>
        {events.error !== null && <ProblemNotice error={events.error} onRetry={() => void events.refetch()} />}
        {events.isPending && <Loader aria-label={words.loading} />}
        {shown?.length === 0 && <Text>{doorWords.choose.none}</Text>}
        <ul className={styles["list"]}>
          {shown?.map(({ id, title, startsAt, venue }) => (
            <li key={id}>
              <Anchor className={styles["choice"]} href={`?id=${id}`}>
                <span>{title}</span>
                <Text span size="sm" c="dimmed">
                  {when(startsAt, venue.timeZone)}
                </Text>
              </Anchor>
            </li>
          ))}
        </ul>
      </Stack>
    </main>
  );
}
