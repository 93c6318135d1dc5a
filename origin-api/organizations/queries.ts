/**
 * Reads the people and keys of an organization. Another organization's are not there.
 */
import { and, asc, desc, eq } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import { TEAM_LIMITS, type ApiKeyDocument, type MemberDocument } from "../../core/contract/organizer/team.ts";
import { ROLES } from "../../core/contract/roles.ts";
import type { Database } from "../db/client.ts";
import { apiKeys, members, organizations, users } from "../db/schema/auth.ts";

const member = {
  id: members.id,
  userId: users.id,
  name: users.name,
  email: users.email,
  role: members.role,
  createdAt: members.createdAt,
};

export async function membersOf(database: Database, organizationId: OrganizationId): Promise<MemberDocument[]> {
  const rows = await database
    .select(member)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.organizationId, organizationId))
    .orderBy(asc(users.name), asc(members.id))
    .limit(TEAM_LIMITS.membersMax);
  return rows.map(memberDocumentOf);
}

export async function memberOf(
  database: Database,
  organizationId: OrganizationId,
  memberId: string,
): Promise<MemberDocument | undefined> {
  const rows = await database
    .select(member)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId)));
  return rows.map(memberDocumentOf)[0];
}

interface MemberRow extends Omit<MemberDocument, "since"> {
  readonly createdAt: Date;
}

function memberDocumentOf({ createdAt, ...row }: MemberRow): MemberDocument {
  return { ...row, since: createdAt.toISOString() };
}

export async function userOf(
  database: Database,
  userId: string,
): Promise<{ readonly id: string; readonly name: string; readonly email: string } | undefined> {
  const rows = await database
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, userId));
  return rows[0];
}

export async function organizationName(database: Database, organizationId: OrganizationId): Promise<string> {
  const rows = await database
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return rows[0]?.name ?? "";
}

export async function apiKeysOf(database: Database, organizationId: OrganizationId): Promise<ApiKeyDocument[]> {
  const rows = await database
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.referenceId, organizationId))
    .orderBy(desc(apiKeys.createdAt), asc(apiKeys.id))
    .limit(TEAM_LIMITS.apiKeysMax);
  return rows.flatMap((row) => {
    const metadata: unknown = JSON.parse(row.metadata ?? "{}");
    const role = ROLES.find((known) => isRecord(metadata) && metadata["role"] === known);
    if (role === undefined) return []; // not ours: no call of ours accepts it either
    return {
      id: row.id,
      name: row.name ?? "",
      role,
      start: row.start ?? "",
      createdAt: row.createdAt.toISOString(),
      // verification touches the row; a key that was never used has the time of its creation there
      lastUsedAt: row.updatedAt > row.createdAt ? row.updatedAt.toISOString() : null,
      expiresAt: row.expiresAt?.toISOString() ?? null,
    };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
