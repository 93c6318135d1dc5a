/**
 * Writes: a change and the row that says who made it, in one transaction, or neither.
 *
 * The whole act is one SQL statement: the change, what follows from it, and the audit row that is only written when the
 * change found what it expected. A lock per organization, taken as a statement of its own before anything is read,
 * keeps the chain of hashes without a hole or a fork.
 */
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import { auditEntries } from "../db/schema/audit.ts";

/** Who does what, to what. */
export interface Act {
  readonly organizationId: OrganizationId;
  /** `user:{id}`, `key:{id}` or `operator`. */
  readonly actor: string;
  /** For example `event.published`. */
  readonly action: string;
  /** For example `event:{id}`. */
  readonly subject: string;
  readonly requestId: string;
  readonly atMs: number;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A write with `RETURNING id`; no row returned means that it did not find what it expected. */
export interface Change {
  readonly change: SQLWrapper;
  /** Further writes of the same act; they may read the rows of `changed` (column `id`) and of each other only. */
  readonly also?: readonly SQLWrapper[];
}

/**
 * Makes a change and its audit row, or neither.
 *
 * @returns whether the change found what it expected. A second call after an unknown outcome is the caller's decision:
 * a change that is guarded by a state or version finds nothing the second time.
 */
export async function performAct(database: Database, act: Act, { change, also = [] }: Change): Promise<boolean> {
  const followers = also.map((write, index) => sql`, ${sql.identifier(`also_${index}`)} AS ${parenthesized(write)}`);
  const statement = sql`WITH changed AS ${parenthesized(change)}${sql.join(followers)}, logged AS (${insertEntry(act)})
    SELECT count(*)::int AS changed FROM changed`;
  const [, outcome] = await database.batch([
    database.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${act.organizationId}`}, 0))`),
    database.execute<{ changed: number | string }>(statement),
  ]);
  return Number(outcome.rows[0]?.changed) > 0;
}

/**
 * A condition for a change that adds to a bounded list. It is looked at under the organization's lock, so the bound
 * holds also for calls that are made at once.
 *
 * @param rows the list, for example `members WHERE organization_id = …`
 */
export function hasRoomIn(rows: SQL, max: number): SQL {
  return sql`(SELECT count(*) FROM ${rows}) < ${max}::int`;
}

/** Writes down an act that changes nothing in the books, before an object is told to do it. */
export async function recordAct(database: Database, act: Act): Promise<void> {
  await performAct(database, act, { change: sql`SELECT 1 AS id` });
}

function insertEntry(act: Act): SQL {
  const changes = JSON.stringify({ before: act.before ?? null, after: act.after ?? null });
  const at = new Date(act.atMs).toISOString();
  const fields = sql.join(
    [at, act.actor, act.action, act.subject, act.requestId, changes].map((field) => sql`${field}::text`),
    sql`, `,
  );
  // the text must be that of audit/chain.ts; changed is read so that the entry stands or falls with the change
  return sql`INSERT INTO ${auditEntries}
      (organization_id, sequence, at, actor, action, subject, changes, request_id, previous_hash, hash)
    SELECT ${act.organizationId}, next.sequence, ${at}::timestamptz, ${act.actor}, ${act.action}, ${act.subject},
      ${changes}, ${act.requestId}, next.previous_hash,
      encode(sha256(convert_to(concat_ws(E'\\n', next.previous_hash, next.sequence::text, ${fields}), 'UTF8')), 'hex')
    FROM (SELECT
      coalesce((SELECT max(sequence) FROM ${auditEntries} WHERE organization_id = ${act.organizationId}), 0) + 1 AS sequence,
      coalesce((SELECT hash FROM ${auditEntries} WHERE organization_id = ${act.organizationId}
        ORDER BY sequence DESC LIMIT 1), '') AS previous_hash) AS next
    WHERE EXISTS (SELECT 1 FROM changed)
    RETURNING sequence`;
}

// a query builder brings its own parentheses into a template, a template does not
function parenthesized(write: SQLWrapper): SQL {
  return sql`(${write.getSQL()})`;
}
