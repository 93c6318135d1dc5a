/**
 * What happened at the doors of the venues: every scan once, by the nonce that its gate made. Written by
 * `door/scan-store.ts`; a row only ever changes when somebody is sent back, or when a gate tells that it had let somebody
 * in whom the office refused.
 */
import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { EventId, PassId } from "../../../core/brand.ts";
import { REFUSALS } from "../../../core/door/judge.ts";
import { events } from "./catalogue.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const listOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

export const SCAN_OUTCOMES = ["admitted", ...REFUSALS] as const;

export const scans = pgTable(
  "scans",
  {
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    nonce: uuid("nonce").notNull(),
    /** None where the code is not ours. No reference: a pass may be shown before its sale is booked. */
    passId: uuid("pass_id").$type<PassId>(),
    /** The place as the code said it, for passes that are not booked. */
    place: text("place").notNull(),
    gate: text("gate").notNull(),
    scannedAt: at("scanned_at").notNull(),
    offline: boolean("offline").notNull(),
    /** What the steward was told. */
    outcome: text("outcome", { enum: SCAN_OUTCOMES }).notNull(),
    /** Why an offline gate should not have admitted, by what the books knew; that somebody else was first is not here. */
    objection: text("objection", { enum: SCAN_OUTCOMES }),
    scannedBy: text("scanned_by").notNull(),
    undoneAt: at("undone_at"),
    undoneBy: text("undone_by"),
    /** Set by every write, so that gates can ask for what changed. */
    changedAt: at("changed_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.nonce] }),
    check("scans_outcome", sql`${table.outcome} IN (${listOf(SCAN_OUTCOMES)})`),
    check("scans_objection", sql`${table.objection} IN (${listOf(REFUSALS)})`),
    check("scans_undone", sql`${table.undoneAt} IS NULL OR ${table.outcome} = 'admitted'`),
    // whoever has a network admits a pass once
    uniqueIndex("scans_admitted_once")
      .on(table.eventId, table.passId)
      .where(sql`outcome = 'admitted' AND NOT offline AND undone_at IS NULL`),
    // who is inside with a pass; the story of an order
    index("scans_of_pass").on(table.eventId, table.passId, table.scannedAt, table.nonce),
    // what changed since a gate last asked
    index("scans_by_change").on(table.eventId, table.changedAt),
  ],
);

/** When an organizer lets people in, where the start of the event is not to decide it. */
export const doorHours = pgTable(
  "door_hours",
  {
    eventId: uuid("event_id")
      .$type<EventId>()
      .primaryKey()
      .references(() => events.id),
    opensAt: at("opens_at"),
    closesAt: at("closes_at"),
  },
  (table) => [check("door_hours_order", sql`${table.opensAt} < ${table.closesAt}`)],
);
