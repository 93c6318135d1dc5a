/**
 * What is owed to people by mail or text message, and how far it came; who asked to be told, who wants no more of it,
 * and what organizers say in their own words. What is owed is written in the same statement as what it tells of; it is
 * sent at most once (docs/adr/0004). Only `notifications/`, the booking and the refunds write here.
 */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { EventId, OrderId, OrganizationId } from "../../../core/brand.ts";
import { NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_STATES } from "../../../core/contract/organizer/notifications.ts";
import { organizations } from "./auth.ts";
import { events } from "./catalogue.ts";
import { orders } from "./orders.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const listOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

export const notifications = pgTable(
  "notifications",
  {
    /** Follows from kind, channel, what it tells of and to whom: that makes it exist once (`notifications/owing.ts`). */
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    channel: text("channel", { enum: NOTICE_CHANNELS }).notNull().default("email"),
    /** Absent for what no organization sends: the way to "my orders". */
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .references(() => organizations.id),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .references(() => orders.id),
    /** For what is about an event and no order. */
    eventId: uuid("event_id")
      .$type<EventId>()
      .references(() => events.id),
    recipient: text("recipient").notNull(),
    language: text("language").notNull(),
    /** What is not read from order and event: see `notifications/facts.ts`. */
    facts: jsonb("facts").notNull().default({}),
    state: text("state", { enum: NOTICE_STATES }).notNull(),
    /** How often a person asked for it anew; part of the Message-ID. */
    round: integer("round").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    createdAt: at("created_at").notNull().defaultNow(),
    claimedAt: at("claimed_at"),
    sentAt: at("sent_at"),
    /** When it is put on the queue (again), while it is due. */
    dueAt: at("due_at").notNull(),
  },
  (table) => [
    check("notifications_kind", sql`${table.kind} IN (${listOf(NOTICE_KINDS)})`),
    check("notifications_channel", sql`${table.channel} IN (${listOf(NOTICE_CHANNELS)})`),
    check("notifications_state", sql`${table.state} IN (${listOf(NOTICE_STATES)})`),
    check("notifications_facts", sql`octet_length(${table.facts}::text) <= 4096`),
    check(
      "notifications_subject",
      sql`${table.kind} = 'orders_link' OR (${table.organizationId} IS NOT NULL
        AND (${table.orderId} IS NOT NULL OR ${table.eventId} IS NOT NULL))`,
    ),
    // what is to be enqueued, and what was left behind by a sender that died
    index("notifications_open")
      .on(table.state, table.dueAt)
      .where(sql`state IN ('due', 'sending')`),
    // the panel: what needs a person
    index("notifications_of_organization").on(table.organizationId, table.state, table.createdAt.desc()),
    // what was sent about an order
    index("notifications_of_order").on(table.orderId),
  ],
);

/** Who wants to be told when a sale opens. Gone when the event is over. */
export const saleReminders = pgTable(
  "sale_reminders",
  {
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    email: text("email").notNull(),
    language: text("language").notNull(),
    /** When it was last asked for: bounds how often a stranger can have somebody mailed. */
    askedAt: at("asked_at").notNull().defaultNow(),
    /** When whoever owns the address said yes. */
    confirmedAt: at("confirmed_at"),
    /** When the mail was owed. */
    toldAt: at("told_at"),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.email] }),
    // how often an address was asked of late
    index("sale_reminders_by_email").on(table.email, table.askedAt),
    // who is to be told
    index("sale_reminders_to_tell")
      .on(table.eventId, table.confirmedAt)
      .where(sql`confirmed_at IS NOT NULL AND told_at IS NULL`),
  ],
);

/** Who wants no more of a kind from an organization. Nothing about an order can be unsubscribed from. */
export const unsubscriptions = pgTable(
  "unsubscriptions",
  {
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    email: text("email").notNull(),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    at: at("at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.email, table.kind] }),
    check("unsubscriptions_kind", sql`${table.kind} = 'sale_opening'`),
  ],
);

/** What an organizer says in own words, by event, kind and language. */
export const notificationTemplates = pgTable(
  "notification_templates",
  {
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    language: text("language").notNull(),
    /** Absent: the built-in one. */
    subject: text("subject"),
    paragraph: text("paragraph"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.kind, table.language] }),
    check("notification_templates_kind", sql`${table.kind} IN (${listOf(NOTICE_KINDS)})`),
    check("notification_templates_words", sql`${table.subject} IS NOT NULL OR ${table.paragraph} IS NOT NULL`),
    check(
      "notification_templates_length",
      sql`octet_length(${table.subject}) <= 1000 AND octet_length(${table.paragraph}) <= 8000`,
    ),
  ],
);
