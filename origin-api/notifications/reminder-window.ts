/**
 * When people are reminded of an event: from the same time on the clock the day before, where the event is, for six
 * hours. So it is 24 to 18 hours before the start, and an hour more or less in the night in which the clocks change.
 * Pure.
 */
const DAY_MS = 86_400_000;
const WINDOW_MS = 6 * 3_600_000;
/** No window begins further away than this, and none is over later than {@link NEAREST_MS} before the start. */
export const FURTHEST_MS = DAY_MS + 2 * 3_600_000;
export const NEAREST_MS = DAY_MS - WINDOW_MS - 2 * 3_600_000;

export interface ReminderWindow {
  readonly fromMs: number;
  /** Not in it any more. */
  readonly untilMs: number;
}

/** @param timeZone IANA name of the venue's. */
export function reminderWindow(startsAtMs: number, timeZone: string): ReminderWindow {
  const wall = startsAtMs + offsetMs(startsAtMs, timeZone) - DAY_MS; // what the clock will say, as if it were UTC
  const guess = wall - offsetMs(startsAtMs, timeZone);
  const fromMs = wall - offsetMs(guess, timeZone);
  return { fromMs, untilMs: fromMs + WINDOW_MS };
}

const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 500;

/** How far the clocks of a zone are ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    if (formats.size >= FORMATS_MAX) formats.clear();
    const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    format = new Intl.DateTimeFormat("en-US", { ...numeric, second: "numeric", hourCycle: "h23", timeZone });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1_000) * 1_000;
}
