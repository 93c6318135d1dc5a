/**
 * The refund_requests table, written: asked by a buyer, approved or declined by the office. A change finds only what is
 * still open, so that two who decide at once do not both.
 *
 * At most one request of an order is open (a unique index); the number of all is looked at before, which holds because
 * the next can only be asked once the last is decided.
 */
import { sql, type SQL } from "drizzle-orm";
import type { OrderId, OrganizationId } from "../../core/brand.ts";
import { REFUND_REQUEST_LIMITS } from "../../core/contract/refund-requests.ts";
import type { Database } from "../db/client.ts";

/** @returns whether a new request was made; none when one is open, there were too many, or nothing can be given back. */
export async function askForRefund(
  database: Database,
  asked: { readonly id: string; readonly orderId: OrderId; readonly reason: string },
): Promise<boolean> {
  const { rows } = await database.execute<{ id: string }>(sql`
    INSERT INTO refund_requests (id, order_id, organization_id, reason, state)
    SELECT ${asked.id}::uuid, o.id, o.organization_id, ${asked.reason}, 'open'
    FROM orders o JOIN payments p ON p.order_id = o.id
    WHERE o.id = ${asked.orderId}
      AND p.captured_minor > (
        SELECT coalesce(sum(amount_minor), 0) FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'failed')
      AND (SELECT count(*) FROM refund_requests WHERE order_id = o.id) < ${REFUND_REQUEST_LIMITS.perOrderMax}::int
    ON CONFLICT (order_id) WHERE state = 'open' DO NOTHING RETURNING id`);
  return rows.length > 0;
}

export interface DecidedRequest {
  readonly requestId: string;
  readonly organizationId: OrganizationId;
  readonly actor: string;
  readonly answer: string | undefined;
}

/** The change of an audited act; no row when it was decided before. */
export function declinedRequest({ requestId, organizationId, actor, answer }: DecidedRequest): SQL {
  return sql`UPDATE refund_requests
    SET state = 'declined', decided_at = now(), decided_by = ${actor}, answer = ${answer ?? null}
    WHERE id = ${requestId} AND organization_id = ${organizationId} AND state = 'open' RETURNING id`;
}

/** A condition for the refund that answers a request: looked at under the organization's lock, see `audit/store.ts`. */
export function isOpenRequest({ requestId, organizationId }: DecidedRequest): SQL {
  return sql`EXISTS (SELECT 1 FROM refund_requests
    WHERE id = ${requestId} AND organization_id = ${organizationId} AND state = 'open')`;
}

/** Follows from the refund that the same statement made, whose id is in `changed`. */
export function approvedRequest({ requestId, organizationId, actor, answer }: DecidedRequest): SQL {
  return sql`UPDATE refund_requests
    SET state = 'approved', decided_at = now(), decided_by = ${actor}, answer = ${answer ?? null}, refund_id = changed.id
    FROM changed
    WHERE refund_requests.id = ${requestId} AND organization_id = ${organizationId} AND state = 'open'`;
}
