/**
 * The inbox of webhooks: each event once, by its id, until it was acted on. Acting is retried from here with growing
 * pauses; what cannot be acted on in the end is shown, never dropped.
 */
import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import type { DisputeFacts, ToldEvent } from "./told-event.ts";

export interface InboxEntry {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly paymentId: string | null;
  readonly facts: DisputeFacts | null;
  /** This one counted. */
  readonly attempts: number;
}

export type Verdict =
  | { readonly state: "processed" }
  /** About something that the books do not know. */
  | { readonly state: "unknown"; readonly why: string }
  | { readonly state: "again"; readonly why: string };

export const INBOX_ATTEMPTS_MAX = 20;
const PATIENCE_S = 10;
const AGAIN_FIRST_S = 10;
const AGAIN_MAX_S = 3_600;
/** While somebody acts on it nobody else does. */
const LEASE = "2 minutes";
const KEPT = "30 days";
const PRUNED_MAX = 1_000;

/** @returns false when it was here before. */
export async function receive(database: Database, told: ToldEvent): Promise<boolean> {
  const { rows } = await database.execute<{ id: string }>(sql`
    INSERT INTO webhook_inbox (id, type, object_id, payment_id, facts, state, due_at)
    VALUES (${told.id}, ${told.type}, ${told.objectId}, ${told.paymentId},
      ${told.facts === null ? null : JSON.stringify(told.facts)}::jsonb, 'received',
      now() + ${told.canWait ? PATIENCE_S : 0} * interval '1 second')
    ON CONFLICT (id) DO NOTHING RETURNING id`);
  return rows.length > 0;
}

/**
 * Ends what needs no acting: a payment that is in the books with its order was driven to its end by somebody else.
 * One statement for all of them, because that is what nearly every webhook of a sale comes to.
 */
export async function closeBooked(database: Database): Promise<void> {
  await database.execute(sql`
    UPDATE webhook_inbox w SET state = 'processed', processed_at = now(), due_at = NULL
    FROM payments p
    WHERE w.due_at <= now() AND w.type IN ('payment_intent.amount_capturable_updated', 'payment_intent.succeeded')
      AND p.id = w.object_id AND p.order_id IS NOT NULL`);
}

type Row = {
  id: string;
  type: string;
  object_id: string;
  payment_id: string | null;
  facts: DisputeFacts | null;
  attempts: number | string;
};

/** Takes what is due, for this caller alone. @param id only this one, due or not. */
export async function takeDue(database: Database, limit: number, id?: string): Promise<InboxEntry[]> {
  const which = id === undefined ? sql`due_at <= now()` : sql`id = ${id} AND due_at IS NOT NULL`;
  const { rows } = await database.execute<Row>(sql`
    UPDATE webhook_inbox SET due_at = now() + ${LEASE}::interval, attempts = attempts + 1
    WHERE id IN (SELECT id FROM webhook_inbox WHERE ${which} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, type, object_id, payment_id, facts, attempts`);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    objectId: row.object_id,
    paymentId: row.payment_id,
    facts: row.facts,
    attempts: Number(row.attempts),
  }));
}

export async function judge(database: Database, entry: InboxEntry, verdict: Verdict): Promise<void> {
  const why = "why" in verdict ? verdict.why : null;
  const isGivenUp = verdict.state === "again" && entry.attempts >= INBOX_ATTEMPTS_MAX;
  if (verdict.state === "again" && !isGivenUp) {
    const waitS = Math.min(AGAIN_MAX_S, AGAIN_FIRST_S * 2 ** (entry.attempts - 1));
    await database.execute(sql`UPDATE webhook_inbox
      SET failure = ${why}, due_at = now() + ${waitS} * interval '1 second' WHERE id = ${entry.id}`);
    return;
  }
  const state = verdict.state === "again" ? "failed" : verdict.state;
  await database.execute(sql`UPDATE webhook_inbox
    SET state = ${state}, failure = ${why}, processed_at = now(), due_at = NULL WHERE id = ${entry.id}`);
}

/** Forgets what was acted on long ago; what was not stays. */
export async function prune(database: Database): Promise<void> {
  await database.execute(sql`DELETE FROM webhook_inbox WHERE id IN (
    SELECT id FROM webhook_inbox WHERE state = 'processed' AND processed_at < now() - ${KEPT}::interval
    LIMIT ${PRUNED_MAX})`);
}
