/** The state of an event as a badge; told by its word, the colour only helps. */
import { Badge } from "@mantine/core";
import type { EventState } from "../../../core/contract/organizer/events.ts";
import { words } from "../text/words.ts";

const LOOKS: Readonly<
  Record<EventState, { readonly color: string; readonly variant: "filled" | "light" | "outline" | "default" }>
> = {
  draft: { color: "gray", variant: "default" },
  scheduled: { color: "foyer", variant: "outline" },
  open: { color: "foyer", variant: "filled" },
  paused: { color: "red", variant: "outline" },
  closed: { color: "gray", variant: "default" },
};

export function EventStateBadge(props: { readonly state: EventState }) {
  return (
    <Badge {...LOOKS[props.state]} tt="none" fw={600} miw="max-content">
      {words.eventStates[props.state]}
    </Badge>
  );
}
