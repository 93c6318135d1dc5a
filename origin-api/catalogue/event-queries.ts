/** Reads events with their venue, their chart's categories and their prices. Another organization's are not there. */
import { and, asc, desc, eq } from "drizzle-orm";
import { minorUnits, type CategoryKey, type EventId, type MinorUnits, type OrganizationId } from "../../core/brand.ts";
import type { EventState, EventSummary } from "../../core/contract/organizer/events.ts";
import type { Category } from "../../core/seating/chart.ts";
import type { Database } from "../db/client.ts";
import { charts, eventPrices, events, venues } from "../db/schema/catalogue.ts";

/** An event with what belongs to it. */
export interface EventRecord {
  readonly event: typeof events.$inferSelect;
  readonly venue: Pick<typeof venues.$inferSelect, "id" | "name" | "city" | "timeZone">;
  readonly chart: { readonly hash: string; readonly capacity: number; readonly categories: readonly Category[] };
  /** In the order of the chart's categories. */
  readonly prices: readonly { readonly key: CategoryKey; readonly priceMinor: MinorUnits }[];
}

const venue = { id: venues.id, name: venues.name, city: venues.city, timeZone: venues.timeZone };

export async function eventOf(
  database: Database,
  organizationId: OrganizationId,
  eventId: EventId,
): Promise<EventRecord | undefined> {
  const chart = { hash: charts.hash, capacity: charts.capacity, categories: charts.categories };
  const [found, prices] = await database.batch([
    database
      .select({ event: events, venue, chart })
      .from(events)
      .innerJoin(venues, eq(venues.id, events.venueId))
      .innerJoin(charts, eq(charts.id, events.chartId))
      .where(and(eq(events.id, eventId), eq(events.organizationId, organizationId))),
    database
      .select({ key: eventPrices.categoryKey, priceMinor: eventPrices.priceMinor })
      .from(eventPrices)
      .where(eq(eventPrices.eventId, eventId))
      .orderBy(asc(eventPrices.position)),
  ]);
  const record = found[0];
  if (record === undefined) return undefined;
  return { ...record, prices: prices.map(({ key, priceMinor }) => ({ key, priceMinor: minorUnits(priceMinor) })) };
}

/** The version of an event: what tells that it was changed meanwhile. */
export async function versionOf(database: Database, eventId: EventId): Promise<number | undefined> {
  const rows = await database.select({ version: events.version }).from(events).where(eq(events.id, eventId));
  return rows[0]?.version;
}

/** Latest start first. */
export async function eventsOf(
  database: Database,
  organizationId: OrganizationId,
  page: { readonly state?: EventState; readonly limit: number; readonly offset: number },
): Promise<EventSummary[]> {
  const rows = await database
    .select({
      id: events.id,
      state: events.state,
      title: events.title,
      venue,
      startsAt: events.startsAt,
      saleStartsAt: events.saleStartsAt,
      saleEndsAt: events.saleEndsAt,
      roomId: events.roomId,
      capacity: charts.capacity,
    })
    .from(events)
    .innerJoin(venues, eq(venues.id, events.venueId))
    .innerJoin(charts, eq(charts.id, events.chartId))
    .where(
      and(
        eq(events.organizationId, organizationId),
        page.state === undefined ? undefined : eq(events.state, page.state),
      ),
    )
    .orderBy(desc(events.startsAt), desc(events.id))
    .limit(page.limit)
    .offset(page.offset);
  return rows.map(summaryOf);
}

interface SummaryRow extends Omit<EventSummary, "startsAt" | "saleStartsAt" | "saleEndsAt"> {
  readonly startsAt: Date;
  readonly saleStartsAt: Date;
  readonly saleEndsAt: Date;
}

function summaryOf({ startsAt, saleStartsAt, saleEndsAt, ...row }: SummaryRow): EventSummary {
  return {
    ...row,
    startsAt: startsAt.toISOString(),
    saleStartsAt: saleStartsAt.toISOString(),
    saleEndsAt: saleEndsAt.toISOString(),
  };
}
