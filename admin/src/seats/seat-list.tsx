/** The seats in a list, equal to the drawing: a section, a row, and a box for each of its seats. By keyboard and by ear. */
import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Chart } from "../../../core/seating/chart.ts";
import { Part } from "../parts/part.tsx";
import { words } from "../text/words.ts";
import { stateOf } from "./seat-states.ts";

const text = words.seats;

interface ListedRow {
  readonly label: string;
  readonly seats: readonly { readonly index: number; readonly label: string }[];
}

export function SeatList(props: {
  readonly chart: Chart;
  readonly codes: Uint8Array;
  readonly marked: ReadonlySet<number>;
  readonly onToggle: (seats: readonly number[]) => void;
}) {
  const { chart, codes, marked, onToggle } = props;
  const sections = useMemo(() => listed(chart), [chart]);
  const [sectionAt, setSectionAt] = useState(0);
  const [rowAt, setRowAt] = useState(0);
  const section = sections[sectionAt];
  const row = section?.rows[rowAt];
  return (
    <Part title={text.list}>
      <Stack gap="sm">
        <div className="foyer-fields">
          <NativeSelect
            label={text.section}
            value={sectionAt}
            data={sections.map(({ label }, index) => ({
              value: String(index),
              label: label || words.charts.noSection,
            }))}
            onChange={(event) => {
              setSectionAt(Number(event.currentTarget.value));
              setRowAt(0);
            }}
          />
          <NativeSelect
            label={text.row}
            value={rowAt}
            data={(section?.rows ?? []).map(({ label }, index) => ({ value: String(index), label }))}
            onChange={(event) => setRowAt(Number(event.currentTarget.value))}
          />
        </div>
        {row !== undefined && (
          <fieldset className="foyer-fieldset">
            <legend className="foyer-hidden">{text.seatsOfRow(row.label)}</legend>
            <Group gap="xs">
              {row.seats.map(({ index, label }) => (
                <Checkbox
                  key={index}
                  label={`${label} · ${text.states[stateOf(codes[index])]}`}
                  checked={marked.has(index)}
                  onChange={() => onToggle([index])}
                />
              ))}
            </Group>
          </fieldset>
        )}
        {row !== undefined && (
          <div>
            <Button size="xs" variant="default" onClick={() => onToggle(row.seats.map(({ index }) => index))}>
              {text.allOfRow}
            </Button>
          </div>
        )}
      </Stack>
    </Part>
  );
}

/** Every seat with its number in walking order. */
function listed(chart: Chart): readonly { readonly label: string; readonly rows: readonly ListedRow[] }[] {
  let walked = 0;
  return chart.sections.map(({ label, rows }) => ({
    label,
    rows: rows.map((row) => ({
      label: row.label,
      seats: row.seats.map((seat) => {
        const index = walked;
        walked += 1;
        return { index, label: seat.label };
      }),
    })),
  }));
}
