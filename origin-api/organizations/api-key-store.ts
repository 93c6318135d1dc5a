/**
 * Writes the keys of machines, each with its audit row. A key is shown once and kept as a hash; better-auth's `api-key`
 * plugin verifies it. A key belongs to its organization and outlives whoever made it.
 */
import { and, eq, sql } from "drizzle-orm";
import { TEAM_LIMITS, type ApiKeyBody } from "../../core/contract/organizer/team.ts";
import { hasRoomIn, performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { apiKeys } from "../db/schema/auth.ts";
import { freshSecret, sha256Base64Url } from "./secrets.ts";

const DAY_MS = 86_400_000;
const PREFIX = "foyer_";
const START_LENGTH = 12;

export interface NewApiKey {
  readonly key: string;
  readonly start: string;
  readonly expiresAt: Date | null;
}

/** @returns `undefined` when the organization has as many keys as it may. */
export async function createApiKey(
  database: Database,
  act: Act,
  keyId: string,
  body: ApiKeyBody,
): Promise<NewApiKey | undefined> {
  const key = `${PREFIX}${freshSecret()}`;
  const made = {
    key,
    start: key.slice(0, START_LENGTH),
    expiresAt: body.expiresInDays === undefined ? null : new Date(act.atMs + body.expiresInDays * DAY_MS),
  };
  const at = new Date(act.atMs).toISOString();
  const keys = sql`${apiKeys} WHERE reference_id = ${act.organizationId}`;
  const isMade = await performAct(database, act, {
    change: sql`INSERT INTO ${apiKeys}
        (id, name, start, prefix, reference_id, key, metadata, expires_at, created_at, updated_at)
      SELECT ${keyId}, ${body.name}, ${made.start}, ${PREFIX}, ${act.organizationId}, ${await sha256Base64Url(key)},
        ${JSON.stringify({ role: body.role })}, ${made.expiresAt?.toISOString() ?? null}::timestamptz,
        ${at}::timestamptz, ${at}::timestamptz
      WHERE ${hasRoomIn(keys, TEAM_LIMITS.apiKeysMax)} RETURNING id`,
  });
  return isMade ? made : undefined;
}

/** @returns false when the organization has no such key. */
export async function deleteApiKey(database: Database, act: Act, keyId: string): Promise<boolean> {
  return performAct(database, act, {
    change: database
      .delete(apiKeys)
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.referenceId, act.organizationId)))
      .returning({ id: apiKeys.id }),
  });
}
