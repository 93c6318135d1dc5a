/** Reads what is owed: of an order, and what needs a person. */
import { sql, type SQL } from "drizzle-orm";
import type { EventId, OrderId, OrganizationId } from "../../core/brand.ts";
import type { MailDocument, MailsPageDocument } from "../../core/contract/organizer/notifications.ts";
import type { Database } from "../db/client.ts";
import { cursorIn, cursorText } from "../db/page-cursor.ts";

type Row = {
  id: string;
  kind: MailDocument["kind"];
  channel: MailDocument["channel"];
  order_id: OrderId | null;
  reference: string | null;
  event_id: EventId | null;
  recipient: string;
  state: MailDocument["state"];
  attempts: number | string;
  failure: string | null;
  created_ms: string;
  sent_ms: string | null;
};

export async function mailsOfOrder(
  database: Database,
  organizationId: OrganizationId,
  orderId: OrderId,
): Promise<MailDocument[]> {
  return (await read(database, organizationId, sql`n.order_id = ${orderId}`, 100)).map(documentOf);
}

export async function mailOf(
  database: Database,
  organizationId: OrganizationId,
  id: string,
): Promise<MailDocument | undefined> {
  const [row] = await read(database, organizationId, sql`n.id = ${id}`, 1);
  return row === undefined ? undefined : documentOf(row);
}

/** Newest first. A cursor that is none of ours begins anew. */
export async function mailsPage(
  database: Database,
  organizationId: OrganizationId,
  wanted: {
    readonly state?: MailDocument["state"] | undefined;
    readonly kind?: MailDocument["kind"] | undefined;
    readonly channel?: MailDocument["channel"] | undefined;
    readonly limit: number;
    readonly before?: string | undefined;
  },
): Promise<MailsPageDocument> {
  const from = cursorIn(wanted.before);
  const state = wanted.state === undefined ? sql`true` : sql`n.state = ${wanted.state}`;
  const kind = wanted.kind === undefined ? sql`true` : sql`n.kind = ${wanted.kind}`;
  const channel = wanted.channel === undefined ? sql`true` : sql`n.channel = ${wanted.channel}`;
  const before =
    from === undefined
      ? sql`true`
      : sql`(n.created_at, n.id) < (to_timestamp(${from.atMs}::bigint / 1000.0), ${from.id}::uuid)`;
  const rows = await read(
    database,
    organizationId,
    sql`${state} AND ${kind} AND ${channel} AND ${before}`,
    wanted.limit + 1,
  );
  const shown = rows.slice(0, wanted.limit);
  const last = shown.at(-1);
  const next = rows.length > wanted.limit && last !== undefined ? cursorText(last.created_ms, last.id) : null;
  return { notifications: shown.map(documentOf), next };
}

async function read(database: Database, organizationId: OrganizationId, where: SQL, limit: number): Promise<Row[]> {
  const { rows } = await database.execute<Row>(sql`
    SELECT n.id, n.kind, n.channel, n.order_id, o.reference, coalesce(n.event_id, o.event_id) AS event_id, n.recipient, n.state, n.attempts, n.failure,
      (extract(epoch FROM n.created_at) * 1000)::bigint AS created_ms,
      (extract(epoch FROM n.sent_at) * 1000)::bigint AS sent_ms
    FROM notifications n LEFT JOIN orders o ON o.id = n.order_id
    WHERE n.organization_id = ${organizationId} AND ${where}
    ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit}`);
  return rows;
}

function documentOf(row: Row): MailDocument {
  return {
    notificationId: row.id,
    kind: row.kind,
    channel: row.channel,
    orderId: row.order_id,
    reference: row.reference,
    eventId: row.event_id,
    recipient: row.recipient,
    state: row.state,
    attempts: Number(row.attempts),
    failure: row.failure,
    createdAt: new Date(Number(row.created_ms)).toISOString(),
    sentAt: row.sent_ms === null ? null : new Date(Number(row.sent_ms)).toISOString(),
  };
}
