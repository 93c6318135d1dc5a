/**
 * Writes events, each change with its audit row and guarded by the state or the version that it was decided on: who
 * comes second finds nothing to change and is told.
 */
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { CategoryKey, EventId, MinorUnits } from "../../core/brand.ts";
import type { EventState } from "../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../core/contract/waiting-room.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { eventPrices, events } from "../db/schema/catalogue.ts";

/** What of an event its organizer decides. */
export type EventColumns = Omit<
  typeof events.$inferInsert,
  "id" | "organizationId" | "roomId" | "state" | "version" | "publishedAt" | "closedAt" | "createdAt" | "updatedAt"
>;

/** A category's price at its place in the chart's list. */
export interface PriceRow {
  readonly key: CategoryKey;
  readonly position: number;
  readonly priceMinor: MinorUnits;
}

export async function createEvent(
  database: Database,
  act: Act,
  event: EventColumns & Pick<typeof events.$inferInsert, "id" | "roomId">,
  prices: readonly PriceRow[],
): Promise<void> {
  const at = new Date(act.atMs);
  await performAct(database, act, {
    change: database
      .insert(events)
      .values({
        ...event,
        organizationId: act.organizationId,
        state: "draft",
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning({ id: events.id }),
    also: [upsertPrices(prices)],
  });
}

/** Changes a draft. @returns false when it is none any more or was changed since `version`. */
export async function changeDraft(
  database: Database,
  act: Act,
  target: { readonly eventId: EventId; readonly version: number },
  columns: Partial<EventColumns>,
  prices: readonly PriceRow[] | undefined,
): Promise<boolean> {
  return performAct(database, act, {
    change: database
      .update(events)
      .set({ ...columns, ...touched(act) })
      .where(and(at(act, target), eq(events.state, "draft")))
      .returning({ id: events.id }),
    also: prices === undefined ? [] : [deletePricesBut(prices), upsertPrices(prices)],
  });
}

/** Moves an event on. @returns false when it is not in one of the states `from` any more. */
export async function moveEvent(
  database: Database,
  act: Act,
  eventId: EventId,
  from: readonly EventState[],
  to: EventState,
): Promise<boolean> {
  const now = new Date(act.atMs);
  return performAct(database, act, {
    change: database
      .update(events)
      .set({
        state: to,
        ...touched(act),
        ...(from.includes("draft") ? { publishedAt: now } : {}),
        ...(to === "closed" ? { closedAt: now } : {}),
      })
      .where(
        and(eq(events.id, eventId), eq(events.organizationId, act.organizationId), inArray(events.state, [...from])),
      )
      .returning({ id: events.id }),
  });
}

/** Writes the room's settings. @returns false when the event was changed since `version`. */
export async function changeRoom(
  database: Database,
  act: Act,
  target: { readonly eventId: EventId; readonly version: number },
  room: RoomSettingsBody,
): Promise<boolean> {
  return performAct(database, act, {
    change: database
      .update(events)
      .set({ room, ...touched(act) })
      .where(at(act, target))
      .returning({ id: events.id }),
  });
}

function at(act: Act, target: { readonly eventId: EventId; readonly version: number }): SQL | undefined {
  return and(
    eq(events.id, target.eventId),
    eq(events.organizationId, act.organizationId),
    eq(events.version, target.version),
  );
}

function touched(act: Act) {
  return { version: sql`${events.version} + 1`, updatedAt: new Date(act.atMs) };
}

// both speak of different rows, so their order within the one statement does not matter
function deletePricesBut(prices: readonly PriceRow[]): SQL {
  const kept = JSON.stringify(prices.map(({ key }) => key));
  return sql`DELETE FROM ${eventPrices} WHERE event_id IN (SELECT id FROM changed)
    AND NOT (${kept}::jsonb ? category_key)`;
}

function upsertPrices(prices: readonly PriceRow[]): SQL {
  return sql`INSERT INTO ${eventPrices} (event_id, category_key, position, price_minor)
    SELECT changed.id, price."key", price."position", price."priceMinor"
    FROM changed, jsonb_to_recordset(${JSON.stringify(prices)}::jsonb)
      AS price("key" text, "position" int, "priceMinor" bigint)
    ON CONFLICT (event_id, category_key)
      DO UPDATE SET position = excluded.position, price_minor = excluded.price_minor`;
}
