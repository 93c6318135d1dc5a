/**
 * A chart of figures over time. The library draws on a canvas and arrives only when a chart is shown; what the lines
 * say is told by the legend with the latest figures, and in full by a table beside it.
 */
import { useComputedColorScheme } from "@mantine/core";
import { useResizeObserver } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { count, timeMark } from "../parts/formats.ts";
import styles from "./plot.module.css";

export interface Line {
  readonly label: string;
  /** One for each time; `null`: not known. */
  readonly values: readonly (number | null)[];
  readonly color?: string;
  readonly format?: (value: number) => string;
}

export interface PlotProps {
  readonly title: string;
  /** Milliseconds. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** Steps instead of slopes: what was counted within a while. */
  readonly bars?: boolean;
}

const HEIGHT = 170;
/** Between two marks of time: never less than a second. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800];
/** Told apart by dashes too, not by colour alone. */
const DASHES = [[], [6, 4], [2, 3], [10, 3, 2, 3], [14, 4], [1, 2]];

export function Plot(props: PlotProps) {
  const { title, times, lines } = props;
  return (
    <figure className={styles["figure"]}>
      <figcaption className={styles["caption"]}>{title}</figcaption>
      <ul className={styles["legend"]}>
        {lines.map(({ label, values, color, format = count }, index) => {
          const latest = values.at(-1);
          return (
            <li key={label}>
              <Stroke color={color ?? colorOf(index)} dash={DASHES[index % DASHES.length] ?? []} />
              {label} <strong>{latest === null || latest === undefined ? "–" : format(latest)}</strong>
            </li>
          );
        })}
      </ul>
      <Canvas key={lines.map(({ label }) => label).join("/")} {...props} label={summary(title, times, lines)} />
    </figure>
  );
}

function Canvas(props: PlotProps & { readonly label: string }) {
  const { times, lines, bars = false, label } = props;
  const [frame, box] = useResizeObserver<HTMLDivElement>();
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const scheme = useComputedColorScheme();
  const data: uPlot.AlignedData = [times.map((atMs) => atMs / 1_000), ...lines.map(({ values }) => [...values])];
  const latest = useRef(data);
  latest.current = data;
  const looks = useRef(lines);
  looks.current = lines;

  useEffect(() => {
    const host = element.current;
    if (host === null || box.width === 0) return undefined;
    const drawn = new uPlot(optionsFor(host, looks.current, box.width, bars), latest.current, host);
    chart.current = drawn;
    return () => {
      chart.current = undefined;
      drawn.destroy();
    };
  }, [box.width, scheme, bars]);
  useEffect(() => chart.current?.setData(data));

  return (
    <div ref={frame} className={styles["frame"]} role="img" aria-label={label}>
      <div ref={element} aria-hidden="true" />
    </div>
  );
}

function optionsFor(host: HTMLElement, lines: readonly Line[], width: number, bars: boolean): uPlot.Options {
  const style = getComputedStyle(host);
  const ink = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: ink("--mantine-color-dimmed"),
    grid: { stroke: ink("--foyer-line"), width: 1 },
    ticks: { stroke: ink("--foyer-line"), width: 1 },
    font: "12px system-ui, sans-serif",
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 28, 0, 0],
    scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      {
        ...axis,
        space: 90,
        incrs: STEPS_S,
        values: (chart, marks) => {
          const { min = 0, max = 0 } = chart.scales["x"] ?? {};
          return marks.map((mark) => timeMark(mark * 1_000, ((max ?? 0) - (min ?? 0)) * 1_000));
        },
      },
      {
        ...axis,
        size: 52,
        values: (_chart, marks) => marks.map((mark) => (Number.isInteger(mark) ? count(mark) : "")),
      },
    ],
    series: [
      {},
      ...lines.map(({ label, color }, index) => {
        const stroke = color ?? ink(`--foyer-plot-${(index % 2) + 1}`);
        const stepped = uPlot.paths.stepped?.({ align: 1 });
        return {
          label,
          stroke,
          width: 2,
          dash: [...(DASHES[index % DASHES.length] ?? [])],
          points: { show: false },
          ...(bars && stepped !== undefined && { paths: stepped }),
        };
      }),
    ],
  };
}

function Stroke(props: { readonly color: string; readonly dash: readonly number[] }) {
  return (
    <svg width="26" height="8" aria-hidden="true">
      <line x1="0" x2="26" y1="4" y2="4" stroke={props.color} strokeWidth="3" strokeDasharray={props.dash.join(" ")} />
    </svg>
  );
}

function colorOf(index: number): string {
  return `var(--foyer-plot-${(index % 2) + 1})`;
}

/** What somebody who does not see the lines would want to be told of them. */
function summary(title: string, times: readonly number[], lines: readonly Line[]): string {
  const said = lines.map(({ label, values, format = count }) => {
    const known = values.filter((value) => value !== null);
    const latest = known.at(-1);
    if (latest === undefined) return `${label}: –`;
    return `${label}: ${format(latest)} (${format(Math.min(...known))}–${format(Math.max(...known))})`;
  });
  return times.length === 0 ? title : `${title}. ${said.join("; ")}`;
}
