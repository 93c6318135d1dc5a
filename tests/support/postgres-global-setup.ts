// Owns the one Postgres that a whole vitest run shares: started before the first test, with a template database that
// has every migration, ended and deleted after the last. Name this file as `globalSetup` of a project whose tests
// call `freshDatabase()`.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../local/postgres/apply-migrations.ts";
import { hasMigrations } from "../../local/postgres/migration-files.ts";
import { startPostgres } from "../../local/postgres/start-postgres.ts";
import { endAbandonedPostgres, TEST_DIRECTORY_PREFIX } from "./abandoned-postgres.ts";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../migrations");

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection string of the template database; nobody may stay connected to it. */
    postgresTemplate: string;
  }
}

export interface SharedPostgres {
  readonly templateConnectionString: string;
  stop(): Promise<void>;
}

/** Starts a throw-away Postgres and migrates its template database. */
export async function startSharedPostgres(): Promise<SharedPostgres> {
  await endAbandonedPostgres();
  const directory = await mkdtemp(path.join(tmpdir(), TEST_DIRECTORY_PREFIX));
  const postgres = await startPostgres({ directory, database: "template_foyer", durable: false });
  if (hasMigrations(MIGRATIONS)) await applyMigrations(postgres.connectionString, MIGRATIONS);
  return {
    templateConnectionString: postgres.connectionString,
    async stop() {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await startSharedPostgres();
  project.provide("postgresTemplate", shared.templateConnectionString);
  return () => shared.stop();
}
