/**
 * The waiting page as people see it: the real page, in a frame, without its script. A message that is being written
 * stands in it where it would stand, before anybody else reads it.
 */
import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Part } from "../parts/part.tsx";
import { timeOfDay } from "../parts/formats.ts";
import { words } from "../text/words.ts";
import styles from "./room-preview.module.css";

const text = words.preview;

export function RoomPreview(props: {
  readonly roomId: string;
  readonly draft: string;
  /** The page is read anew when this changes. */
  readonly version: string;
}) {
  const { roomId, draft, version } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const message = draft.trim();
  const latest = useRef(message);
  latest.current = message;
  useEffect(() => writeInto(frame.current, message), [message]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else frame.current?.contentWindow?.location.reload();
  }, [version]);
  return (
    <Part title={text.title} lead={text.lead}>
      <iframe
        ref={frame}
        className={styles["page"]}
        title={text.title}
        src={`/rooms/${encodeURIComponent(roomId)}/preview`}
        sandbox="allow-same-origin"
        onLoad={() => writeInto(frame.current, latest.current)}
      />
      {message !== "" && (
        <Text size="sm" mt="xs" role="status">
          {text.notSent}
        </Text>
      )}
    </Part>
  );
}

const DRAFT = "foyer-draft";

/** Puts the message at the top of the page's news, as a line like the others, or takes it away again. */
function writeInto(frame: HTMLIFrameElement | null, message: string): void {
  const page = frame?.contentDocument ?? null;
  page?.querySelector(`#${DRAFT}`)?.remove();
  const feed = page?.querySelector("#feed") ?? null;
  if (page === null || feed === null || message === "") return;
  const line = page.createElement("li");
  line.id = DRAFT;
  const time = page.createElement("time");
  time.textContent = timeOfDay(new Date().toISOString()).slice(0, 5);
  const said = page.createElement("span");
  said.textContent = message;
  line.append(time, said);
  feed.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}
