/**
 * The seats of an event as they are now, and the house's own: marked in the drawing or in the list, kept with a reason,
 * and put on sale again.
 */
import { Anchor, ColorSwatch, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import { seatsOf, type Chart } from "../../../core/seating/chart.ts";
import { readChart } from "../api/venues.ts";
import { ChartDrawing } from "../chart/drawing.tsx";
import type { SeatLook } from "../chart/scene.ts";
import { count } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";
import { BlockForm } from "./block-form.tsx";
import { SeatList } from "./seat-list.tsx";
import { countsOf, readSeats, SEAT_STATES, stateOf, type SeatState, type SeatStates } from "./seat-states.ts";

const text = words.seats;
const REFRESH_MS = 2_000;
/** Told apart by lightness too, not by hue alone. */
const COLORS: Readonly<Record<SeatState | "marked", string>> = {
  free: "#44998f",
  held: "#e0a33e",
  sold: "#8b9491",
  blocked: "#7a4fa3",
  marked: "#c2255c",
};

export function EventSeats(props: { readonly event: EventDocument }) {
  const { event } = props;
  const chart = useQuery({
    queryKey: ["chart", event.chartId],
    queryFn: () => readChart(event.chartId),
    staleTime: Infinity,
  });
  const seats = useQuery({
    queryKey: ["seats", event.id],
    queryFn: () => readSeats(event.id),
    refetchInterval: REFRESH_MS,
    // the same version is the same picture: nothing is drawn anew
    structuralSharing: (before, now) =>
      (before as SeatStates | undefined)?.version === (now as SeatStates).version ? before : now,
  });
  return (
    <Loaded of={chart}>
      {({ drawing }) => (
        <Loaded of={seats}>{({ codes }) => <House event={event} chart={drawing} codes={codes} />}</Loaded>
      )}
    </Loaded>
  );
}

function House(props: { readonly event: EventDocument; readonly chart: Chart; readonly codes: Uint8Array }) {
  const { event, chart, codes } = props;
  const mayBlock = useMay("sale.operate") && event.state !== "closed";
  const mayAudit = useMay("audit.read");
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const all = useMemo(() => [...seatsOf(chart)], [chart]);
  const counts = useMemo(() => countsOf(codes), [codes]);
  const look = useCallback<SeatLook>(
    (_seat, index) => COLORS[marked.has(index) ? "marked" : stateOf(codes[index])],
    [marked, codes],
  );
  const toggle = useCallback((touched: readonly number[]): void => {
    setMarked((before) => {
      const isAllMarked = touched.every((seat) => before.has(seat));
      const after = new Set(before);
      for (const seat of touched) {
        if (isAllMarked) after.delete(seat);
        else after.add(seat);
      }
      return after;
    });
  }, []);
  const legend: readonly (readonly [SeatState | "marked", string, number])[] = [
    ...SEAT_STATES.map((state) => [state, text.states[state], counts[state]] as const),
    ...(mayBlock ? [["marked", text.marked, marked.size] as const] : []),
  ];
  return (
    <Stack gap="lg">
      {mayBlock && <Text c="dimmed">{text.lead}</Text>}
      <Group gap="lg">
        {legend.map(([state, label, seats]) => (
          <Group key={state} gap={8}>
            <ColorSwatch color={COLORS[state]} size={14} withShadow={false} />
            <span className="foyer-numbers">
              {label} <strong>{count(seats)}</strong>
            </span>
          </Group>
        ))}
      </Group>
      <ChartDrawing chart={chart} label={text.drawing(event.title)} look={look} {...(mayBlock && { onMark: toggle })} />
      {mayBlock && (
        <div className="foyer-columns">
          <BlockForm
            eventId={event.id}
            seats={[...marked].flatMap((index) => {
              const seat = all[index];
              return seat === undefined ? [] : [{ id: seat.id, state: stateOf(codes[index]) }];
            })}
            onClear={() => setMarked(new Set())}
          />
          <SeatList chart={chart} codes={codes} marked={marked} onToggle={toggle} />
        </div>
      )}
      {mayAudit && (
        <Anchor size="sm" {...linkTo({ page: "audit", subject: `event:${event.id}` })}>
          {text.history}
        </Anchor>
      )}
    </Stack>
  );
}
