/**
 * Corrects who an order is for. A correction that changes nothing finds no row, and leaves none in the audit log.
 *
 * The passes are issued anew: codes that went out under the old name, or to a stranger's address, open nothing any more.
 * So it is with the links that went to that address, which would show the new codes.
 * Mails that did not arrive for certain go to the new address; one that was sent keeps the address it was sent to, and
 * takes the new one when somebody has it sent again (`resentMail`).
 */
import { sql } from "drizzle-orm";
import type { OrderId, OrganizationId } from "../../core/brand.ts";
import type { OrderChangeBody } from "../../core/contract/organizer/orders.ts";
import type { Change } from "../audit/store.ts";

export function changedBuyer(organizationId: OrganizationId, orderId: OrderId, change: OrderChangeBody): Change {
  const [name, email] = [change.name ?? null, change.email ?? null];
  return {
    change: sql`UPDATE orders SET buyer_name = coalesce(${name}::text, buyer_name),
        buyer_email = coalesce(${email}::text, buyer_email),
        link_edition = link_edition
          + (coalesce(${email}::text, buyer_email) IS DISTINCT FROM buyer_email)::int
      WHERE id = ${orderId} AND organization_id = ${organizationId}
        AND (coalesce(${name}::text, buyer_name) IS DISTINCT FROM buyer_name
          OR coalesce(${email}::text, buyer_email) IS DISTINCT FROM buyer_email)
      RETURNING id`,
    also: [
      sql`UPDATE passes SET edition = edition + 1 WHERE voided_at IS NULL AND order_id IN (SELECT id FROM changed)
        RETURNING id`,
      sql`UPDATE notifications SET recipient = ${email}::text
        WHERE ${email}::text IS NOT NULL AND channel = 'email' AND state IN ('due', 'dead', 'uncertain') AND order_id IN (SELECT id FROM changed)
        RETURNING id`,
    ],
  };
}
