/** The room as figures of this second: who is inside, who waits, what is left, how long it takes. */
import { Alert } from "@mantine/core";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { RoomPictureDocument } from "../../../core/contract/organizer/rooms.ts";
import type { StatusDocument } from "../../../core/contract/waiting-room.ts";
import { Figure, Figures } from "../parts/figure.tsx";
import { count, percent, waitRange } from "../parts/formats.ts";
import { newcomerWait } from "../parts/newcomer-wait.ts";
import { words } from "../text/words.ts";

const text = words.live;

export function RoomFigures(props: {
  readonly event: EventDocument;
  readonly picture: RoomPictureDocument;
  readonly seen: StatusDocument | undefined;
  /** Seconds. */
  readonly waitHad: number | null;
}) {
  const { event, picture, seen, waitHad } = props;
  const { settings } = picture;
  const cap = settings.total_active_users;
  const wait = seen === undefined ? undefined : newcomerWait(seen, settings);
  return (
    <section aria-label={text.title}>
      <Alert variant="light" color={picture.paused ? "red" : "foyer"} mb="md">
        <strong>{words.phases[picture.phase].name}</strong> {words.phases[picture.phase].means}
      </Alert>
      <Figures>
        <Figure
          label={text.inside}
          value={count(picture.inside)}
          share={cap === 0 ? 0 : picture.inside / cap}
          note={text.ofCap(count(cap))}
        />
        <Figure
          label={text.waiting}
          value={count(picture.waiting)}
          note={text.arrivals(count(picture.arrivalsLastMinute))}
        />
        <Figure
          label={text.called}
          value={count(picture.calledUnclaimed)}
          note={text.showUp(percent(picture.showUpShare), count(picture.missedTotal))}
        />
        <Figure
          label={text.admissions}
          value={count(picture.admissionsLastMinute)}
          note={text.ofRate(count(settings.new_users_per_minute), count(picture.admittedTotal))}
        />
        <Figure
          label={text.seatsLeft}
          value={seen?.seatsLeft === null || seen === undefined ? "–" : count(seen.seatsLeft)}
          note={text.ofCapacity(count(event.capacity))}
          {...(typeof seen?.seatsLeft === "number" && { share: seen.seatsLeft / Math.max(1, event.capacity) })}
        />
        <Figure
          label={text.wait}
          value={wait === undefined ? "–" : waitText(wait)}
          note={wait === undefined ? text.waitUnknown : text.waitNote}
        />
        <Figure
          label={text.waitHadFigure}
          value={waitHad === null ? "–" : waitText({ p50Seconds: waitHad, p90Seconds: waitHad })}
          note={waitHad === null ? text.waitHadUnknown : text.waitHadNote}
        />
      </Figures>
    </section>
  );
}

function waitText(wait: { readonly p50Seconds: number; readonly p90Seconds: number }): string {
  return wait.p90Seconds === 0 ? text.noWait : waitRange(wait.p50Seconds, wait.p90Seconds);
}
