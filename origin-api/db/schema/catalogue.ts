/**
 * What is sold: venues, their charts (immutable versions), events and the prices of their categories.
 *
 * Only the queries and commands of `catalogue/` and the reports speak of these tables. The state of an event is
 * written here first and then told to its objects.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  CategoryKey,
  ChartId,
  CurrencyCode,
  EventId,
  OrganizationId,
  RoomId,
  VenueId,
} from "../../../core/brand.ts";
import type { RoomSettingsBody } from "../../../core/contract/waiting-room.ts";
import type { Category } from "../../../core/seating/chart.ts";
import { organizations } from "./auth.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const EVENT_STATES = ["draft", "scheduled", "open", "paused", "closed"] as const;
export const CHART_FORMATS = ["seatsio", "pretix", "foyer"] as const;

const listOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

export const venues = pgTable(
  "venues",
  {
    id: uuid("id").$type<VenueId>().primaryKey(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    address: text("address"),
    city: text("city"),
    /** ISO 3166-1 alpha-2. */
    country: text("country"),
    /** IANA name; times are shown in it. */
    timeZone: text("time_zone").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // an organization's venues by name
  (table) => [index("venues_of_organization").on(table.organizationId, table.name)],
);

export const charts = pgTable(
  "charts",
  {
    id: uuid("id").$type<ChartId>().primaryKey(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    venueId: uuid("venue_id")
      .$type<VenueId>()
      .notNull()
      .references(() => venues.id),
    name: text("name").notNull(),
    sourceFormat: text("source_format", { enum: CHART_FORMATS }).notNull(),
    /** SHA-256 of `drawing`, hex. */
    hash: text("hash").notNull(),
    seatCount: integer("seat_count").notNull(),
    areaCount: integer("area_count").notNull(),
    capacity: integer("capacity").notNull(),
    categories: jsonb("categories").$type<Category[]>().notNull(),
    /** The chart's canonical JSON, byte for byte: jsonb would reorder what was hashed. */
    drawing: text("drawing").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    check("charts_source_format", sql`${table.sourceFormat} IN (${listOf(CHART_FORMATS)})`),
    check("charts_capacity", sql`${table.capacity} >= 1 AND ${table.seatCount} >= 0 AND ${table.areaCount} >= 0`),
    // charts of a venue; importing the same drawing twice makes one
    uniqueIndex("charts_of_venue").on(table.venueId, table.hash),
  ],
);

export const events = pgTable(
  "events",
  {
    id: uuid("id").$type<EventId>().primaryKey(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    venueId: uuid("venue_id")
      .$type<VenueId>()
      .notNull()
      .references(() => venues.id),
    chartId: uuid("chart_id")
      .$type<ChartId>()
      .notNull()
      .references(() => charts.id),
    roomId: uuid("room_id").$type<RoomId>().notNull().unique(),
    title: text("title").notNull(),
    description: text("description"),
    startsAt: at("starts_at").notNull(),
    saleStartsAt: at("sale_starts_at").notNull(),
    saleEndsAt: at("sale_ends_at").notNull(),
    currency: text("currency").$type<CurrencyCode>().notNull(),
    feeMinor: bigint("fee_minor", { mode: "number" }).notNull(),
    taxBasisPoints: integer("tax_basis_points").notNull(),
    placesPerHolder: integer("places_per_holder").notNull(),
    holdMinutes: integer("hold_minutes").notNull(),
    orphanRule: boolean("orphan_rule").notNull(),
    /** The room's settings as operators write them; what is absent has its default. */
    room: jsonb("room").$type<RoomSettingsBody>().notNull(),
    state: text("state", { enum: EVENT_STATES }).notNull(),
    /** Grows with every change, so that two who change at once do not overwrite each other. */
    version: integer("version").notNull(),
    publishedAt: at("published_at"),
    closedAt: at("closed_at"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    check("events_state", sql`${table.state} IN (${listOf(EVENT_STATES)})`),
    check("events_published", sql`(${table.state} = 'draft') = (${table.publishedAt} IS NULL)`),
    check("events_sale_window", sql`${table.saleStartsAt} < ${table.saleEndsAt}`),
    check("events_money", sql`${table.feeMinor} >= 0 AND ${table.taxBasisPoints} BETWEEN 0 AND 10000`),
    check("events_currency", sql`${table.currency} ~ '^[A-Z]{3}$'`),
    // an organization's events, the next first
    index("events_of_organization").on(table.organizationId, table.startsAt),
    // the public list
    index("events_published_by_start")
      .on(table.startsAt)
      .where(sql`state <> 'draft'`),
  ],
);

export const eventPrices = pgTable(
  "event_prices",
  {
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    categoryKey: text("category_key").$type<CategoryKey>().notNull(),
    /** The category's place in the chart's list, which is the order of lines. */
    position: integer("position").notNull(),
    /** In the event's currency, tax included. */
    priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.categoryKey] }),
    check("event_prices_price", sql`${table.priceMinor} >= 0`),
  ],
);
