// Owns databases for tests: each one new, migrated, reached through the production driver's protocol, and dropped at
// the end. Real Postgres, so that a test says something about the real one.

import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { type OutageMode, startNeonProtocol } from "../../local/neon-protocol/start-neon-protocol.ts";

export interface TestDatabase {
  /** For `neonConfig.fetchEndpoint`. */
  readonly fetchEndpoint: string;
  /** For `neon()`. */
  readonly connectionString: string;
  /** For `pg`, around the protocol: oracles, and what the test's subject must not see. */
  readonly postgresConnectionString: string;
  setOutage(mode: OutageMode): void;
  drop(): Promise<void>;
}

/**
 * A new database with every migration applied, about 40 ms. Needs `tests/support/postgres-global-setup.ts` as the
 * project's `globalSetup`; call it in `beforeAll` (or `beforeEach`) and `drop()` in the matching `after…`.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = inject("postgresTemplate");
  if (!template) throw new Error("The project's globalSetup does not start Postgres.");
  return copyOf(template);
}

async function copyOf(templateConnectionString: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = new URL(templateConnectionString).pathname.slice(1);
  await administrate(templateConnectionString, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const own = new URL(templateConnectionString);
  own.pathname = `/${name}`;
  const protocol = await startNeonProtocol({ postgres: own.href });
  return {
    fetchEndpoint: protocol.fetchEndpoint,
    connectionString: protocol.connectionString,
    postgresConnectionString: own.href,
    setOutage: (mode) => protocol.setOutage(mode),
    async drop() {
      await protocol.stop();
      await administrate(templateConnectionString, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Runs a statement from the database `postgres`, because nobody may be connected to the one it is about. */
async function administrate(connectionString: string, statement: string): Promise<void> {
  const url = new URL(connectionString);
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
