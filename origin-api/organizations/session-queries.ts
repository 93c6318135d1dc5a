/**
 * The reading of memberships: for whom somebody acts, and as what.
 */
import { asc, eq, sql } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Role } from "../../core/contract/roles.ts";
import type { Database } from "../db/client.ts";
import { apiKeys, members, organizations, verifications } from "../db/schema/auth.ts";

export interface Membership {
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly role: Role;
}

const MEMBERSHIPS_MAX = 100;

/** The organizations of a user: the one chosen for the session first, then by age. */
export async function membershipsOf(
  database: Database,
  userId: string,
  chosenId: string | null,
): Promise<Membership[]> {
  return database
    .select({ organizationId: organizations.id, organizationName: organizations.name, role: members.role })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(sql`${organizations.id} = ${chosenId ?? ""} DESC`, asc(members.createdAt), asc(members.id))
    .limit(MEMBERSHIPS_MAX);
}

/** Whether a key with this hash is there, valid or not. */
export async function apiKeyIsKnown(database: Database, keyHash: string): Promise<boolean> {
  const rows = await database.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.key, keyHash)).limit(1);
  return rows.length > 0;
}

/** Whose password a token sets, by the hash under which it is kept. */
export async function userOfToken(database: Database, identifier: string): Promise<string | undefined> {
  const rows = await database
    .select({ userId: verifications.value })
    .from(verifications)
    .where(eq(verifications.identifier, identifier))
    .limit(1);
  return rows[0]?.userId;
}
