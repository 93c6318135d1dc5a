/**
 * Brings an object's own tables up to date when it wakes. Append-only: a migration that was deployed never changes.
 *
 * SQLite in an object has neither BEGIN nor `PRAGMA user_version`, hence a table for the version. Everything runs in
 * one synchronous transaction: an object sees all of a migration or none.
 */

/** The statements of one version. Its place in the list is its number, from 1. */
export type Migration = readonly string[];

/**
 * Applies what `storage` has not seen yet. Idempotent.
 *
 * @throws when the storage was written by a newer version than `migrations` knows: code that was rolled back must not
 *   write into tables that it does not understand.
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
    const { version } = sql
      .exec<{ version: number }>("SELECT ifnull(max(version), 0) AS version FROM schema_version")
      .one();
    if (version > migrations.length) throw new Error(`storage is at version ${version}, code at ${migrations.length}`);
    for (const [index, statements] of migrations.entries()) {
      if (index < version) continue;
      for (const statement of statements) sql.exec(statement);
      sql.exec("INSERT INTO schema_version (version) VALUES (?)", index + 1);
    }
  });
}
