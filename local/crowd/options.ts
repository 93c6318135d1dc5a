/**
 * What `npm run crowd` is told, checked and bounded.
 */
import { parseArgs } from "node:util";

export interface CrowdOptions {
  /** How many come at most. */
  readonly buyers: number;
  /** A chart to import and sell; absent: the demo event or `eventId`. */
  readonly chartFile: string | undefined;
  readonly untilSoldOut: boolean;
  readonly eventId: string | undefined;
  /** The room's cap and rate; absent: as they are, or the defaults for a new event. */
  readonly inside: number | undefined;
  readonly ratePerMinute: number | undefined;
  readonly jsonFile: string | undefined;
  readonly secondsMax: number;
  readonly seed: number;
  readonly pace: number;
  /** Kill the runtime once this share of the seats is sold; absent: never. */
  readonly killAt: number | undefined;
}

const BUYERS_MAX = 200_000;
const BUYERS_DEFAULT = 500;
const SECONDS_MAX_DEFAULT = 900;

export const USAGE = `npm run crowd -- [options]

  --buyers N          how many people come (default ${BUYERS_DEFAULT}; with --until sold-out: as many as it takes)
  --until sold-out    people keep coming until the last seat is sold
  --chart FILE        import this chart (seats.io drawing or pretix plan), publish it as an event and sell that
  --event ID          sell this event; without --chart and --event: the demo event
  --inside N          cap of the room (with --chart: default 300)
  --rate N            new visitors per minute (with --chart: default 60000)
  --json FILE         write the report as JSON
  --seconds-max N     give up after this long (default ${SECONDS_MAX_DEFAULT})
  --seed N            the same people again (default 1)
  --kill-at X         kill the runtime with -9 once this share (0 to 1) of the seats is sold, to see it come back
  --pace X            how long people think: 1 as people in a hurry do, 0 not at all (default 1)`;

export function crowdOptions(args: readonly string[]): CrowdOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      buyers: { type: "string" },
      chart: { type: "string" },
      until: { type: "string" },
      event: { type: "string" },
      inside: { type: "string" },
      rate: { type: "string" },
      json: { type: "string" },
      "seconds-max": { type: "string", default: String(SECONDS_MAX_DEFAULT) },
      seed: { type: "string", default: "1" },
      pace: { type: "string", default: "1" },
      "kill-at": { type: "string" },
    },
  });
  if (values.until !== undefined && values.until !== "sold-out")
    throw new Error(`--until knows only sold-out, not ${values.until}`);
  if (values.chart !== undefined && values.event !== undefined)
    throw new Error("--chart makes an event of its own: leave --event out");
  const untilSoldOut = values.until === "sold-out";
  const number = (name: string, text: string, min: number, max: number): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < min || value > max)
      throw new Error(`--${name} must be a number from ${min} to ${max}, not ${text}`);
    return value;
  };
  const whole = (name: string, text: string, min: number, max: number): number =>
    Math.trunc(number(name, text, min, max));
  const optional = (name: "inside" | "rate", max: number): number | undefined =>
    values[name] === undefined ? undefined : whole(name, values[name], 1, max);
  return {
    buyers: whole("buyers", values.buyers ?? String(untilSoldOut ? BUYERS_MAX : BUYERS_DEFAULT), 1, BUYERS_MAX),
    chartFile: values.chart,
    untilSoldOut,
    eventId: values.event,
    inside: optional("inside", 500_000),
    ratePerMinute: optional("rate", 200_000),
    jsonFile: values.json,
    secondsMax: number("seconds-max", values["seconds-max"], 1, 86_400),
    seed: whole("seed", values.seed, 0, 4_294_967_295),
    pace: number("pace", values.pace, 0, 100),
    killAt: values["kill-at"] === undefined ? undefined : number("kill-at", values["kill-at"], 0, 1),
  };
}
