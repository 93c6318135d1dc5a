/**
 * Writes the keys of machines, each with its audit row. A key is shown once and kept as a hash; better-auth's `api-key`
 * plugin verifies it. A key belongs to its organization and outlives whoever made it.
 */
import { and, eq } from "drizzle-orm";
import type { ApiKeyBody } from "../../core/contract/organizer/team.ts";
import { performAct, type Act } from "../audit/store.ts";
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

export async function createApiKey(database: Database, act: Act, keyId: string, body: ApiKeyBody): Promise<NewApiKey> {
  const key = `${PREFIX}${freshSecret()}`;
  const made = {
    key,
    start: key.slice(0, START_LENGTH),
    expiresAt: body.expiresInDays === undefined ? null : new Date(act.atMs + body.expiresInDays * DAY_MS),
  };
  const at = new Date(act.atMs);
  await performAct(database, act, {
    change: database
      .insert(apiKeys)
      .values({
        id: keyId,
        name: body.name,
        start: made.start,
        prefix: PREFIX,
        referenceId: act.organizationId,
        key: await sha256Base64Url(key),
        metadata: JSON.stringify({ role: body.role }),
        expiresAt: made.expiresAt,
        createdAt: at,
        updatedAt: at,
      })
      .returning({ id: apiKeys.id }),
  });
  return made;
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
