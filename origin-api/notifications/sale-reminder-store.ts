/**
 * Who wants to be told when a sale opens: asked, confirmed by whoever owns the address, told. Nobody
 * can sign up somebody else, and nobody learns here who has.
 */
import { sql } from "drizzle-orm";
import type { EventId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import { noticeId } from "./owing.ts";

/** The question goes to one address at most so often: anybody can have it sent. */
const ASKED_A_DAY_MAX = 5;
const ASKED_AGAIN_AFTER = "1 hour";
const HOUR_MS = 3_600_000;

export interface Asking {
  readonly eventId: EventId;
  readonly email: string;
  readonly language: string;
}

/** Owes the question whether it was really they who asked. @returns its id, to be enqueued; none when none is due. */
export async function askForSaleReminder(
  database: Database,
  { eventId, email, language }: Asking,
  nowMs: number,
): Promise<string | undefined> {
  const id = await noticeId("sale_opening_asked", "email", eventId, email, String(Math.floor(nowMs / HOUR_MS)));
  const { rows } = await database.execute<{ id: string }>(sql`
    WITH event AS (
      SELECT id, organization_id FROM events
      WHERE id = ${eventId} AND state IN ('scheduled', 'open', 'paused') AND sale_starts_at > now()
    ), asked AS (
      INSERT INTO sale_reminders AS known (event_id, email, language)
      SELECT id, ${email}, ${language} FROM event
      WHERE (SELECT count(*) FROM sale_reminders
        WHERE email = ${email} AND asked_at > now() - interval '1 day') < ${ASKED_A_DAY_MAX}::int
      ON CONFLICT (event_id, email) DO UPDATE SET asked_at = now(), language = EXCLUDED.language
        WHERE known.confirmed_at IS NULL AND known.asked_at < now() - ${ASKED_AGAIN_AFTER}::interval
      RETURNING event_id
    )
    INSERT INTO notifications (id, kind, organization_id, event_id, recipient, language, state, due_at)
    SELECT ${id}::uuid, 'sale_opening_asked', organization_id, id, ${email}, ${language}, 'due', now() + interval '30 seconds'
    FROM event WHERE EXISTS (SELECT 1 FROM asked)
    ON CONFLICT (id) DO NOTHING RETURNING id`);
  return rows[0]?.id;
}

export interface SaleReminder {
  readonly eventId: EventId;
  readonly title: string;
  readonly confirmed: boolean;
  /** There is nothing to wait for any more. */
  readonly over: boolean;
}

/** How what somebody asked for stands; nothing when there is no such event. */
export async function saleReminderOf(
  database: Database,
  eventId: EventId,
  email: string,
): Promise<SaleReminder | undefined> {
  const { rows } = await database.execute<{ title: string; confirmed: boolean | null; over: boolean }>(sql`
    SELECT e.title, r.confirmed_at IS NOT NULL AS confirmed, e.state = 'closed' OR e.sale_ends_at <= now() AS over
    FROM events e LEFT JOIN sale_reminders r ON r.event_id = e.id AND r.email = ${email}
    WHERE e.id = ${eventId} AND e.state <> 'draft'`);
  const [row] = rows;
  return row === undefined
    ? undefined
    : { eventId, title: row.title, confirmed: row.confirmed ?? false, over: row.over };
}

/** Whoever owns the address says yes: also to the organization, where it had said no. Saying it again changes nothing. */
export async function confirmSaleReminder(database: Database, { eventId, email, language }: Asking): Promise<void> {
  await database.execute(sql`
    WITH event AS (SELECT id, organization_id FROM events WHERE id = ${eventId} AND state <> 'draft'),
    welcome AS (
      DELETE FROM unsubscriptions u USING event
      WHERE u.organization_id = event.organization_id AND u.email = ${email} AND u.kind = 'sale_opening'
    )
    INSERT INTO sale_reminders AS known (event_id, email, language, confirmed_at)
    SELECT id, ${email}, ${language}, now() FROM event
    ON CONFLICT (event_id, email) DO UPDATE SET confirmed_at = coalesce(known.confirmed_at, now())`);
}

/** Those who are to be told now, who waited longest first. */
export async function saleRemindersDue(database: Database, limit: number): Promise<Asking[]> {
  const { rows } = await database.execute<{ event_id: EventId; email: string; language: string }>(sql`
    SELECT r.event_id, r.email, r.language FROM sale_reminders r JOIN events e ON e.id = r.event_id
    WHERE r.confirmed_at IS NOT NULL AND r.told_at IS NULL AND e.state IN ('scheduled', 'open')
      AND e.sale_starts_at <= now() AND e.sale_ends_at > now()
    ORDER BY r.confirmed_at, r.event_id, r.email LIMIT ${limit}`);
  return rows.map((row) => ({ eventId: row.event_id, email: row.email, language: row.language }));
}

/** Owes them the mail and writes down that they were told, together. Doing it again changes nothing. */
export async function oweSaleOpenings(database: Database, told: readonly Asking[]): Promise<void> {
  const input = await Promise.all(
    told.map(async (one) => ({ ...one, id: await noticeId("sale_opening", "email", one.eventId, one.email) })),
  );
  await database.execute(sql`
    WITH input AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS i(
        id uuid, "eventId" uuid, email text, language text)
    ), owed AS (
      INSERT INTO notifications (id, kind, organization_id, event_id, recipient, language, state, due_at)
      SELECT i.id, 'sale_opening', e.organization_id, e.id, i.email, i.language, 'due', now()
      FROM input i JOIN events e ON e.id = i."eventId"
      ON CONFLICT (id) DO NOTHING
    )
    UPDATE sale_reminders r SET told_at = now() FROM input i
    WHERE r.event_id = i."eventId" AND r.email = i.email AND r.told_at IS NULL`);
}

/** Addresses are not kept longer than they are needed. @returns how many were forgotten. */
export async function forgetSaleReminders(database: Database, limit: number): Promise<number> {
  const { rows } = await database.execute<{ email: string }>(sql`
    DELETE FROM sale_reminders r USING (
      SELECT r.event_id, r.email FROM sale_reminders r JOIN events e ON e.id = r.event_id
      WHERE e.starts_at < now() LIMIT ${limit}) gone
    WHERE r.event_id = gone.event_id AND r.email = gone.email RETURNING r.email`);
  return rows.length;
}
