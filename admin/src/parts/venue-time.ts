/**
 * Between an instant and what a clock at the venue shows, as `<input type="datetime-local">` writes it.
 *
 * An organizer in Lisbon who sells a show in Helsinki means Helsinki's evening.
 */

const MINUTE_MS = 60_000;

/** What a clock in `timeZone` shows at `instant`: `2027-06-01T20:00`. */
export function atVenue(instant: string, timeZone: string): string {
  return clockAt(Date.parse(instant), timeZone);
}

/**
 * The instant at which a clock in `timeZone` shows `local`. An hour that summer time skips becomes the hour after it;
 * of an hour that comes twice, the first is meant.
 */
export function fromVenue(local: string, timeZone: string): string {
  const asUtcMs = Date.parse(`${local}Z`);
  const offsets = [asUtcMs - 24 * 60 * MINUTE_MS, asUtcMs + 24 * 60 * MINUTE_MS].map((atMs) =>
    offsetMs(atMs, timeZone),
  );
  const [before = 0, after = 0] = offsets;
  const found = [asUtcMs - before, asUtcMs - after].find((atMs) => clockAt(atMs, timeZone) === local.slice(0, 16));
  return new Date(found ?? asUtcMs - before).toISOString();
}

function clockAt(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16);
}

function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(new Date(atMs));
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((shown - atMs) / MINUTE_MS) * MINUTE_MS;
}
