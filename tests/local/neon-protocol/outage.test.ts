// What callers see when the database is busy, down, or silent: nothing is lost, nothing is done twice, nothing waits
// for ever.

import { neon, neonConfig } from "@neondatabase/serverless";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/postgres.ts";

let database: TestDatabase;
let sql: ReturnType<typeof neon<false, false>>;
let oracle: Client;

beforeAll(async () => {
  database = await freshDatabase();
  neonConfig.fetchEndpoint = database.fetchEndpoint;
  sql = neon(database.connectionString);
  oracle = new Client({ connectionString: database.postgresConnectionString });
  await oracle.connect();
  await oracle.query("CREATE TABLE counter (name text PRIMARY KEY, value int NOT NULL)");
});

afterEach(() => database.setOutage("none"));

afterAll(async () => {
  await oracle.end();
  await database.drop();
});

async function valueOf(name: string): Promise<number | undefined> {
  const found = await oracle.query<{ value: number }>("SELECT value FROM counter WHERE name = $1", [name]);
  return found.rows[0]?.value;
}

describe("fifty at once", () => {
  it("gives each its own answer, over a bounded number of connections", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => sql`SELECT ${i}::int AS i, pg_sleep(0.02)`));
    expect(answers.map(([row]) => row?.["i"])).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const health = await fetch(new URL("/health", database.fetchEndpoint));
    const report: unknown = await health.json();
    expect(report).toMatchObject({ status: "ok", waiting: 0 });
    expect(report).toHaveProperty("connections", 16);
  });

  it("loses no update of a contended row", async () => {
    await sql`INSERT INTO counter VALUES ('contended', 0)`;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        sql.transaction([
          sql`SELECT value FROM counter WHERE name = 'contended' FOR UPDATE`,
          sql`UPDATE counter SET value = value + 1 WHERE name = 'contended'`,
        ]),
      ),
    );
    expect(await valueOf("contended")).toBe(50);
  });
});

describe("the outage switch", () => {
  it("refuses everything while down, executes nothing, and recovers", async () => {
    database.setOutage("down");
    await expect(sql`INSERT INTO counter VALUES ('down', 1)`).rejects.toThrow("HTTP status 503");
    expect((await fetch(new URL("/health", database.fetchEndpoint))).status).toBe(503);
    expect(await valueOf("down")).toBeUndefined();
    database.setOutage("none");
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("commits exactly once and cuts the connection when answers are to be lost", async () => {
    await sql`INSERT INTO counter VALUES ('lost', 0)`;
    database.setOutage("lose_answers");
    const update = sql`UPDATE counter SET value = value + 1 WHERE name = 'lost'`;
    await expect(update).rejects.toThrow("Error connecting to database");
    expect(await valueOf("lost")).toBe(1);
  });
});

describe("a broken connection", () => {
  it("reaches the caller with its code, and the next request gets a new connection", async () => {
    const running = sql`SELECT pg_sleep(10)`.catch((error: unknown) => error);
    await expect.poll(endSleepers).toBe(1);
    expect(await running).toMatchObject({ code: "57P01" });
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});

async function endSleepers(): Promise<number> {
  const ended = await oracle.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE '%pg_sleep(10)%' AND pid <> pg_backend_pid()`,
  );
  return ended.rowCount ?? 0;
}
