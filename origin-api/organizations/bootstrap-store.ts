/**
 * Writes the first organization and its organizer; the only way in while there is nobody who could invite.
 *
 * The caller has shown the bootstrap token. A second organization is founded only when that is said, so that a call
 * repeated by accident changes nothing. Two calls at once: the slug is the organization's number, and one wins.
 */
import { sql } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { BootstrapBody } from "../../core/contract/organizer/team.ts";
import { performAct } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { accounts, members, organizations, users } from "../db/schema/auth.ts";

export interface Founding {
  readonly organizationId: OrganizationId;
  readonly requestId: string;
  readonly atMs: number;
  readonly body: BootstrapBody;
  readonly passwordHash: string;
}

/** @returns false when there is an organization already and another was not asked for. */
export async function foundOrganization(database: Database, founding: Founding): Promise<boolean> {
  const { organizationId, requestId, atMs, body, passwordHash } = founding;
  const act = {
    organizationId,
    requestId,
    atMs,
    actor: "operator",
    action: "organization.founded",
    subject: `organization:${organizationId}`,
    after: { name: body.organization.name },
  };
  const userId = crypto.randomUUID();
  return performAct(database, act, {
    change: sql`INSERT INTO ${organizations} (id, name, slug)
      SELECT ${organizationId}, ${body.organization.name}, 'organization-' || (count(*) + 1) FROM ${organizations}
      HAVING count(*) = 0 OR ${body.another ?? false}::boolean
      ON CONFLICT (slug) DO NOTHING RETURNING id`,
    // somebody who has an account keeps it and its password, and belongs to both organizations
    also: [
      sql`INSERT INTO ${users} (id, name, email) SELECT ${userId}, ${body.organizer.name}, ${body.organizer.email}
        FROM changed ON CONFLICT (email) DO NOTHING RETURNING id`,
      sql`INSERT INTO ${accounts} (id, user_id, account_id, provider_id, password)
        SELECT ${crypto.randomUUID()}, id, id, 'credential', ${passwordHash} FROM also_0`,
      sql`INSERT INTO ${members} (id, organization_id, user_id, role)
        SELECT ${crypto.randomUUID()}, changed.id, organizer.id, 'organizer' FROM changed, (
          SELECT id FROM also_0 UNION SELECT id FROM ${users} WHERE email = ${body.organizer.email}) AS organizer`,
    ],
  });
}
