/** Reads what everybody may know of events: published ones, of all organizations. */
import { and, asc, eq, gte, ilike, lte, ne, or, sql, type SQL } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type EventId } from "../../core/brand.ts";
import type { CatalogueEvent, CatalogueQuery, PublishedEvent } from "../../core/contract/catalogue.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { organizations } from "../db/schema/auth.ts";
import { charts, eventPrices, events, venues } from "../db/schema/catalogue.ts";

/** What a place costs with its fee; what is free has none. */
const paid = sql`price_minor + CASE WHEN price_minor > 0 THEN ${events.feeMinor} ELSE 0 END`;

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
  fromMinor: sql<string | null>`(SELECT min(${paid}) FROM ${eventPrices} WHERE event_id = ${events.id})`,
  toMinor: sql<string | null>`(SELECT max(${paid}) FROM ${eventPrices} WHERE event_id = ${events.id})`,
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
        from === undefined ? gte(events.startsAt, new Date(nowMs)) : startsFrom(from),
        to === undefined ? undefined : startsUntil(to),
        text === undefined ? undefined : or(contains(events.title, text), contains(venues.name, text)),
        place === undefined ? undefined : contains(venues.city, place),
      ),
    )
    .orderBy(asc(events.startsAt), asc(events.id))
    .limit(limit + 1) // one more tells whether there is a next page
    .offset(offset);
  return rows.flatMap(published);
}

export async function publishedEvent(database: Database, eventId: EventId): Promise<PublishedEvent | undefined> {
  const one = select(database).where(and(eq(events.id, eventId), ne(events.state, "draft")));
  const more = database
    .select({ categories: charts.categories, feeMinor: events.feeMinor, organizer: organizations.name })
    .from(events)
    .innerJoin(charts, eq(charts.id, events.chartId))
    .innerJoin(organizations, eq(organizations.id, events.organizationId))
    .where(eq(events.id, eventId));
  const prices = database
    .select({ key: eventPrices.categoryKey, minor: eventPrices.priceMinor })
    .from(eventPrices)
    .where(eq(eventPrices.eventId, eventId))
    .orderBy(asc(eventPrices.position));
  const [rows, [details], priced] = await database.batch([one, more, prices]);
  const [event] = rows.flatMap(published);
  const currency = rows[0]?.currency;
  if (event === undefined || details === undefined || currency === undefined) return undefined;
  const labels = new Map(details.categories.map(({ key, label }) => [key, label]));
  return {
    ...event,
    categories: priced.map(({ key, minor }) => ({
      key,
      label: labels.get(key) ?? key,
      price: amountOf(currency, minor),
    })),
    fee: amountOf(currency, details.feeMinor),
    organizer: details.organizer,
  };
}

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/u;
/** No place on earth is further from UTC than that: lets the index narrow down what a day can be. */
const ZONE_SPAN = "1 day";

/** A date is a day at the venue. */
function startsFrom(from: string): SQL {
  if (!DAY_ONLY.test(from)) return gte(events.startsAt, new Date(from));
  return sql`${events.startsAt} >= ${from}::date - ${ZONE_SPAN}::interval AND ${dayAtVenue} >= ${from}::date`;
}

function startsUntil(to: string): SQL {
  if (!DAY_ONLY.test(to)) return lte(events.startsAt, new Date(to));
  return sql`${events.startsAt} < ${to}::date + 2 * ${ZONE_SPAN}::interval AND ${dayAtVenue} <= ${to}::date`;
}

const dayAtVenue = sql`(${events.startsAt} AT TIME ZONE ${venues.timeZone})::date`;

function select(database: Database) {
  return database.select(columns).from(events).innerJoin(venues, eq(venues.id, events.venueId)).$dynamic();
}

function contains(column: typeof events.title | typeof venues.name | typeof venues.city, wanted: string): SQL {
  return ilike(column, `%${wanted.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`);
}

type Row = Awaited<ReturnType<typeof select>>[number];

function published({ currency, fromMinor, toMinor, ...row }: Row): CatalogueEvent[] {
  if (row.state === "draft") return [];
  return [
    {
      ...row,
      state: row.state,
      startsAt: row.startsAt.toISOString(),
      saleStartsAt: row.saleStartsAt.toISOString(),
      saleEndsAt: row.saleEndsAt.toISOString(),
      priceFrom: fromMinor === null ? null : amountOf(currency, Number(fromMinor)),
      priceTo: toMinor === null ? null : amountOf(currency, Number(toMinor)),
    },
  ];
}

function amountOf(currency: CurrencyCode, minor: number): PublishedEvent["fee"] {
  return { currency, value: toDecimal({ currency, minor: minorUnits(minor) }) };
}
