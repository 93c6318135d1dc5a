/** Reads what everybody may know of events: published ones, of all organizations. */
import { and, asc, eq, gte, ilike, lte, ne, or, sql, type SQL } from "drizzle-orm";
import { minorUnits, type EventId } from "../../core/brand.ts";
import type { CatalogueEvent, CatalogueQuery } from "../../core/contract/catalogue.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { eventPrices, events, venues } from "../db/schema/catalogue.ts";

const columns = {
  id: events.id,
  title: events.title,
  description: events.description,
  venue: {
    name: venues.name,
    address: venues.address,
    city: venues.city,
    country: venues.country,
    timeZone: venues.timeZone,
  },
  startsAt: events.startsAt,
  saleStartsAt: events.saleStartsAt,
  saleEndsAt: events.saleEndsAt,
  state: events.state,
  currency: events.currency,
  roomId: events.roomId,
  fromMinor: sql<string | null>`(SELECT min(price_minor) FROM ${eventPrices} WHERE event_id = ${events.id})`,
  toMinor: sql<string | null>`(SELECT max(price_minor) FROM ${eventPrices} WHERE event_id = ${events.id})`,
};

/** Next first. */
export async function publishedEvents(
  database: Database,
  query: CatalogueQuery,
  nowMs: number,
): Promise<CatalogueEvent[]> {
  const { text, place, from, to, limit, offset } = query;
  const rows = await select(database)
    .where(
      and(
        ne(events.state, "draft"),
        gte(events.startsAt, from === undefined ? new Date(nowMs) : new Date(from)),
        to === undefined ? undefined : lte(events.startsAt, new Date(to)),
        text === undefined ? undefined : or(contains(events.title, text), contains(venues.name, text)),
        place === undefined ? undefined : contains(venues.city, place),
      ),
    )
    .orderBy(asc(events.startsAt), asc(events.id))
    .limit(limit + 1) // one more tells whether there is a next page
    .offset(offset);
  return rows.flatMap(published);
}

export async function publishedEvent(database: Database, eventId: EventId): Promise<CatalogueEvent | undefined> {
  const rows = await select(database).where(and(eq(events.id, eventId), ne(events.state, "draft")));
  return rows.flatMap(published)[0];
}

function select(database: Database) {
  return database.select(columns).from(events).innerJoin(venues, eq(venues.id, events.venueId)).$dynamic();
}

function contains(column: typeof events.title | typeof venues.name | typeof venues.city, wanted: string): SQL {
  return ilike(column, `%${wanted.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`);
}

type Row = Awaited<ReturnType<typeof select>>[number];

function published({ currency, fromMinor, toMinor, ...row }: Row): CatalogueEvent[] {
  if (row.state === "draft") return [];
  const amount = (minor: string | null) =>
    minor === null ? null : { currency, value: toDecimal({ currency, minor: minorUnits(Number(minor)) }) };
  return [
    {
      ...row,
      state: row.state,
      startsAt: row.startsAt.toISOString(),
      saleStartsAt: row.saleStartsAt.toISOString(),
      saleEndsAt: row.saleEndsAt.toISOString(),
      priceFrom: amount(fromMinor),
      priceTo: amount(toMinor),
    },
  ];
}
