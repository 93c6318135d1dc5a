// Owns the reading of a folder that drizzle-kit generates: SQL files and, in meta/_journal.json, their order.

import { existsSync } from "node:fs";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";

export interface Migration {
  /** When it was generated; unique, and the order in which migrations are applied. */
  readonly createdAtMs: number;
  /** SHA-256 of the file, hex, as drizzle-kit records it. */
  readonly hash: string;
  readonly statements: readonly string[];
}

export function hasMigrations(folder: string): boolean {
  return existsSync(path.join(folder, "meta", "_journal.json"));
}

/** @throws when the journal or a file that it names is missing, or the order is not strictly rising. */
export function readMigrations(folder: string): Migration[] {
  const migrations = readMigrationFiles({ migrationsFolder: folder }).map((file) => ({
    createdAtMs: file.folderMillis,
    hash: file.hash,
    statements: file.sql.filter((statement) => statement.trim() !== ""),
  }));
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before && before.createdAtMs >= migration.createdAtMs) {
      throw new Error(`Migration ${index} in ${folder} is not newer than the one before it in the journal.`);
    }
  }
  return migrations;
}
