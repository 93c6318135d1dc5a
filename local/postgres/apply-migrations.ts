// Owns bringing a database to the newest schema. Append-only: what was applied is recorded with its hash, and a file
// that changed or vanished afterwards is refused, because the databases it built would differ for ever.
//
// Uses drizzle-kit's own table, so that `drizzle-kit migrate` and this agree about a database. drizzle-orm's migrator
// is not enough: it has no lock, checks no hash, and runs everything in one transaction.

import { Client } from "pg";
import { type Migration, readMigrations } from "./migration-files.ts";

/** Any fixed number; whoever migrates a database holds this lock, so that two starts at once do not collide. */
const MIGRATION_LOCK = 7_061_977_300;
const LOCK_WAIT_MS_MAX = 60_000;

export interface MigrationOutcome {
  /** How many were applied by this call. */
  readonly applied: number;
  /** How many the database has now. */
  readonly total: number;
}

/**
 * Applies the migrations of a folder that the database does not have yet, each in a transaction of its own.
 * Repeatable; two calls at once take turns.
 *
 * @throws when an applied file has changed or is gone, or when a statement fails (earlier migrations stay applied).
 */
export async function applyMigrations(connectionString: string, folder: string): Promise<MigrationOutcome> {
  const migrations = readMigrations(folder);
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS_MAX}`);
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]); // freed when the session ends
    const appliedBefore = await readApplied(client);
    refuseRewrittenHistory(appliedBefore, migrations);
    const pending = migrations.slice(appliedBefore.length);
    for (const migration of pending) await apply(client, migration);
    return { applied: pending.length, total: migrations.length };
  } finally {
    await client.end();
  }
}

interface AppliedMigration {
  readonly createdAtMs: number;
  readonly hash: string;
}

async function readApplied(client: Client): Promise<AppliedMigration[]> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS drizzle;
    CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)
  `);
  const found = await client.query<{ hash: string; created_at: string }>(
    "SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY created_at",
  );
  return found.rows.map((row) => ({ hash: row.hash, createdAtMs: Number(row.created_at) }));
}

function refuseRewrittenHistory(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const [index, old] of applied.entries()) {
    const now = migrations[index];
    if (!now || now.createdAtMs !== old.createdAtMs) {
      throw new Error(
        `The database has a migration of ${new Date(old.createdAtMs).toISOString()} that is not number ${index} ` +
          "of the folder. Migrations are append-only: restore the file, or use another database.",
      );
    }
    if (now.hash !== old.hash) {
      throw new Error(
        `Migration ${index} has changed since it was applied. Migrations are append-only: restore the file and ` +
          "put the change into a new one.",
      );
    }
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    for (const statement of migration.statements) await client.query(statement);
    await client.query("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)", [
      migration.hash,
      migration.createdAtMs,
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
