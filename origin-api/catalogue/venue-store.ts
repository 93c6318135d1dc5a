/** Writes venues, each change with its audit row. */
import { and, eq } from "drizzle-orm";
import type { VenueId } from "../../core/brand.ts";
import type { VenueBody, VenueChangeBody } from "../../core/contract/organizer/venues.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { venues } from "../db/schema/catalogue.ts";

export async function createVenue(database: Database, act: Act, venueId: VenueId, body: VenueBody): Promise<void> {
  const at = new Date(act.atMs);
  await performAct(database, act, {
    change: database
      .insert(venues)
      .values({ id: venueId, organizationId: act.organizationId, ...body, createdAt: at, updatedAt: at })
      .returning({ id: venues.id }),
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
