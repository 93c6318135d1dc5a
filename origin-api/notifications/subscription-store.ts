/** Who wants no more news of sales from an organization. What is about an order always comes. */
import { sql } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";

export interface Subscriber {
  readonly organizationId: OrganizationId;
  readonly email: string;
}

/** Whose mails these are, and whether they are wanted; nothing when there is no such organization. */
export async function subscriptionOf(
  database: Database,
  { organizationId, email }: Subscriber,
): Promise<{ readonly organizer: string; readonly subscribed: boolean } | undefined> {
  const { rows } = await database.execute<{ organizer: string; subscribed: boolean }>(sql`
    SELECT g.name AS organizer, u.email IS NULL AS subscribed
    FROM organizations g LEFT JOIN unsubscriptions u
      ON u.organization_id = g.id AND u.email = ${email} AND u.kind = 'sale_opening'
    WHERE g.id = ${organizationId}`);
  return rows[0];
}

export async function unsubscribe(database: Database, { organizationId, email }: Subscriber): Promise<void> {
  await database.execute(sql`
    INSERT INTO unsubscriptions (organization_id, email, kind)
    SELECT id, ${email}, 'sale_opening' FROM organizations WHERE id = ${organizationId} ON CONFLICT DO NOTHING`);
}

export async function resubscribe(database: Database, { organizationId, email }: Subscriber): Promise<void> {
  await database.execute(sql`
    DELETE FROM unsubscriptions WHERE organization_id = ${organizationId} AND email = ${email} AND kind = 'sale_opening'`);
}
