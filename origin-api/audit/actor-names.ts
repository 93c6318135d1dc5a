/**
 * The names behind the actors of audit rows, as they are today. The log itself has no names: it outlives the people.
 */
import { and, eq, inArray } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import { apiKeys, users } from "../db/schema/auth.ts";

/** By actor (`user:{id}`, `key:{id}`); who has no name is missing. */
export async function actorNames(
  database: Database,
  organizationId: OrganizationId,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string): string[] => [
    ...new Set(actors.filter((actor) => actor.startsWith(`${kind}:`)).map((actor) => actor.slice(kind.length + 1))),
  ];
  const [people, keys] = [idsOf("user"), idsOf("key")];
  if (people.length === 0 && keys.length === 0) return new Map();
  const [named, machines] = await database.batch([
    database.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people)),
    database
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.referenceId, organizationId), inArray(apiKeys.id, keys))),
  ]);
  return new Map([
    ...named.map(({ id, name }) => [`user:${id}`, name] as const),
    ...machines.flatMap(({ id, name }) => (name === null ? [] : [[`key:${id}`, name] as const])),
  ]);
}
