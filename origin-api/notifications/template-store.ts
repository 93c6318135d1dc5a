/** The organizer's own words, by event, kind and language. The changes of audited acts. */
import { sql, type SQL } from "drizzle-orm";
import type { EventId } from "../../core/brand.ts";
import type {
  NoticeLanguage,
  TemplateBody,
  TemplateDocument,
  TemplateKind,
} from "../../core/contract/organizer/templates.ts";
import type { Database } from "../db/client.ts";

export interface TemplateKey {
  readonly eventId: EventId;
  readonly kind: TemplateKind;
  readonly language: NoticeLanguage;
}

type Row = {
  kind: TemplateKind;
  language: NoticeLanguage;
  subject: string | null;
  paragraph: string | null;
  updated_ms: string;
};

/** Every kind in every language at most: no page is needed. */
export async function templatesOf(database: Database, eventId: EventId): Promise<TemplateDocument[]> {
  return read(database, sql`event_id = ${eventId}`);
}

export async function templateOf(database: Database, key: TemplateKey): Promise<TemplateDocument | undefined> {
  const { eventId, kind, language } = key;
  return (await read(database, sql`event_id = ${eventId} AND kind = ${kind} AND language = ${language}`))[0];
}

async function read(database: Database, where: SQL): Promise<TemplateDocument[]> {
  const { rows } = await database.execute<Row>(sql`
    SELECT kind, language, subject, paragraph, (extract(epoch FROM updated_at) * 1000)::bigint AS updated_ms
    FROM notification_templates WHERE ${where} ORDER BY kind, language`);
  return rows.map(({ kind, language, subject, paragraph, updated_ms: updatedMs }) => ({
    kind,
    language,
    subject,
    paragraph,
    updatedAt: new Date(Number(updatedMs)).toISOString(),
  }));
}

export function writtenTemplate({ eventId, kind, language }: TemplateKey, { subject, paragraph }: TemplateBody): SQL {
  return sql`INSERT INTO notification_templates (event_id, kind, language, subject, paragraph)
    VALUES (${eventId}::uuid, ${kind}, ${language}, ${subject ?? null}, ${paragraph ?? null})
    ON CONFLICT (event_id, kind, language) DO UPDATE SET subject = EXCLUDED.subject, paragraph = EXCLUDED.paragraph,
      updated_at = now()
    RETURNING event_id AS id`;
}

export function removedTemplate({ eventId, kind, language }: TemplateKey): SQL {
  return sql`DELETE FROM notification_templates
    WHERE event_id = ${eventId}::uuid AND kind = ${kind} AND language = ${language} RETURNING event_id AS id`;
}
