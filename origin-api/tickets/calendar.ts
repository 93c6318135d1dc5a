/**
 * An event as a calendar file (RFC 5545): at the venue's own clock, with its time zone and address, so that it stands
 * right in a calendar anywhere. The same event gives the same file.
 */
import ical, { ICalCalendarMethod } from "ical-generator";
import type { PublicVenue } from "../../core/contract/catalogue.ts";

export interface CalendarEntry {
  /** Says to a calendar that it is the same event again. */
  readonly uid: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly venue: PublicVenue;
  readonly description: string | null;
  readonly url: string;
  /** When this was true. */
  readonly asOf: Date;
}

export function calendarFile(entry: CalendarEntry): string {
  const { uid, title, startsAt, venue, description, url, asOf } = entry;
  const { timeZone } = venue;
  const address = [venue.address, venue.city, venue.country].filter((part) => part !== null).join(", ");
  const calendar = ical({
    prodId: { company: "Foyer", product: "Tickets" },
    method: ICalCalendarMethod.PUBLISH,
    // the zone is the event's and not the calendar's: of a calendar's the library would write DTSTAMP wrongly
    timezone: { name: null, generator: () => zoneComponent(timeZone, startsAt) },
  });
  calendar.createEvent({
    id: uid,
    summary: title,
    start: wallClock(startsAt, timeZone),
    timezone: timeZone,
    stamp: asOf,
    location: { title: venue.name, ...(address === "" ? {} : { address }) },
    ...(description === null ? {} : { description }),
    url,
  });
  return calendar.toString();
}

/** A date whose own fields are those of the clock at the venue: what the library writes beside a time zone. */
function wallClock(at: Date, timeZone: string): Date {
  const fields = fieldsOf(at, timeZone);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  return new Date(year, month - 1, day, hour, minute, second);
}

function fieldsOf(at: Date, timeZone: string): number[] {
  const options = {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
    calendar: "gregory",
    numberingSystem: "latn",
  } as const;
  const parts = new Map(
    new Intl.DateTimeFormat("en", options).formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  return (["year", "month", "day", "hour", "minute", "second"] as const).map((type) => parts.get(type) ?? 0);
}

/** The zone as it is on that day: all that this one entry needs of it. */
function zoneComponent(timeZone: string, at: Date): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fieldsOf(at, timeZone);
  const offsetMinutes = Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - at.getTime()) / 60_000);
  const sign = offsetMinutes < 0 ? "-" : "+";
  const two = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, "0");
  const offset = `${sign}${two(offsetMinutes / 60)}${two(offsetMinutes % 60)}`;
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${timeZone}`,
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    "END:STANDARD",
    "END:VTIMEZONE",
  ].join("\r\n");
}
