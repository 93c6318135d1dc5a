/** Writes venues, each change with its audit row. */
import { and, eq, sql } from "drizzle-orm";
import type { VenueId } from "../../core/brand.ts";
import { VENUES_MAX, type VenueBody, type VenueChangeBody } from "../../core/contract/organizer/venues.ts";
import { hasRoomIn, performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { venues } from "../db/schema/catalogue.ts";

/** @returns false when the organization has as many venues as it may. */
export async function createVenue(database: Database, act: Act, venueId: VenueId, body: VenueBody): Promise<boolean> {
  const at = new Date(act.atMs).toISOString();
  const { name, address = null, city = null, country = null, timeZone } = body;
  return performAct(database, act, {
    change: sql`INSERT INTO ${venues}
        (id, organization_id, name, address, city, country, time_zone, created_at, updated_at)
      SELECT ${venueId}::uuid, ${act.organizationId}, ${name}, ${address}, ${city}, ${country}, ${timeZone},
        ${at}::timestamptz, ${at}::timestamptz
      WHERE ${hasRoomIn(sql`${venues} WHERE organization_id = ${act.organizationId}`, VENUES_MAX)} RETURNING id`,
  });
}

/** @returns false when the organization has no such venue. */
export async function changeVenue(
  database: Database,
  act: Act,
  venueId: VenueId,
  body: VenueChangeBody,
): Promise<boolean> {
  return performAct(database, act, {
    change: database
      .update(venues)
      .set({ ...body, updatedAt: new Date(act.atMs) })
      .where(and(eq(venues.id, venueId), eq(venues.organizationId, act.organizationId)))
      .returning({ id: venues.id }),
  });
}
