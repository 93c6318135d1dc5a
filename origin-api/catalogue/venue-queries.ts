/** Reads the venues of an organization. Another organization's are not there. */
import { and, asc, eq } from "drizzle-orm";
import type { OrganizationId, VenueId } from "../../core/brand.ts";
import { VENUES_MAX, type VenueDocument } from "../../core/contract/organizer/venues.ts";
import type { Database } from "../db/client.ts";
import { venues } from "../db/schema/catalogue.ts";

export async function venuesOf(database: Database, organizationId: OrganizationId): Promise<VenueDocument[]> {
  const rows = await database
    .select()
    .from(venues)
    .where(eq(venues.organizationId, organizationId))
    .orderBy(asc(venues.name), asc(venues.id))
    .limit(VENUES_MAX);
  return rows.map(venueDocumentOf);
}

export async function venueOf(
  database: Database,
  organizationId: OrganizationId,
  venueId: VenueId,
): Promise<VenueDocument | undefined> {
  const rows = await database
    .select()
    .from(venues)
    .where(and(eq(venues.organizationId, organizationId), eq(venues.id, venueId)));
  return rows.map(venueDocumentOf)[0];
}

function venueDocumentOf(row: typeof venues.$inferSelect): VenueDocument {
  const { id, name, address, city, country, timeZone, createdAt } = row;
  return { id, name, address, city, country, timeZone, createdAt: createdAt.toISOString() };
}
