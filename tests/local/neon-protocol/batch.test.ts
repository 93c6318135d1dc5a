// Batches: one transaction, all or nothing, with the isolation that was asked for; through the bare driver and
// through drizzle-orm, as the origin uses it.

import { neon, NeonDbError, neonConfig } from "@neondatabase/serverless";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { bigint, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/postgres.ts";

const notes = pgTable("notes", {
  id: integer("id").primaryKey(),
  buyer: text("buyer").notNull(),
  totalMinor: bigint("total_minor", { mode: "bigint" }).notNull(),
  lines: jsonb("lines").$type<string[]>().notNull(),
  paidAt: timestamp("paid_at", { withTimezone: true }),
});

let database: TestDatabase;
let sql: ReturnType<typeof neon<false, false>>;
let oracle: Client;

beforeAll(async () => {
  database = await freshDatabase();
  neonConfig.fetchEndpoint = database.fetchEndpoint;
  sql = neon(database.connectionString);
  oracle = new Client({ connectionString: database.postgresConnectionString });
  await oracle.connect();
  await oracle.query(`
    CREATE TABLE notes (id int PRIMARY KEY, buyer text NOT NULL, total_minor bigint NOT NULL,
      lines jsonb NOT NULL DEFAULT '[]', paid_at timestamptz);
    CREATE TABLE parent (id int PRIMARY KEY);
    CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`);
});

beforeEach(() => oracle.query("TRUNCATE notes"));

afterAll(async () => {
  await oracle.end();
  await database.drop();
});

async function countOrders(): Promise<number> {
  const found = await oracle.query<{ n: number }>("SELECT count(*)::int AS n FROM notes");
  return found.rows[0]?.n ?? -1;
}

describe("the driver's transaction()", () => {
  it("answers each statement and commits all of them", async () => {
    const [first, second] = await sql.transaction([
      sql`INSERT INTO notes (id, buyer, total_minor) VALUES (1, 'a', 100) RETURNING id`,
      sql`SELECT count(*)::int AS n FROM notes`,
    ]);
    expect([first, second]).toEqual([[{ id: 1 }], [{ n: 1 }]]);
    expect(await countOrders()).toBe(1);
  });

  it("takes back every statement when one fails, and says why the first one failed", async () => {
    const batch = sql.transaction([
      sql`INSERT INTO notes (id, buyer, total_minor) VALUES (1, 'a', 100)`,
      sql`INSERT INTO notes (id, buyer, total_minor) VALUES (1, 'b', 100)`,
      sql`INSERT INTO notes (id, buyer, total_minor) VALUES (2, 'c', 100)`,
    ]);
    await expect(batch).rejects.toMatchObject({ name: "NeonDbError", code: "23505", constraint: "notes_pkey" });
    expect(await countOrders()).toBe(0);
  });

  it("takes back everything when only the commit fails", async () => {
    const batch = sql.transaction([
      sql`INSERT INTO notes (id, buyer, total_minor) VALUES (1, 'a', 100)`,
      sql`INSERT INTO child VALUES (404)`,
    ]);
    await expect(batch).rejects.toMatchObject({ code: "23503", table: "child" });
    expect(await countOrders()).toBe(0);
  });

  it.each(["ReadUncommitted", "ReadCommitted", "RepeatableRead", "Serializable"] as const)(
    "runs at the isolation level %s",
    async (isolationLevel) => {
      const [rows] = await sql.transaction([sql`SELECT current_setting('transaction_isolation') AS level`], {
        isolationLevel,
      });
      expect(rows?.[0]?.["level"].replaceAll(" ", "")).toBe(isolationLevel.toLowerCase());
    },
  );

  it("runs read-only and deferrable when asked to", async () => {
    const options = { isolationLevel: "Serializable", readOnly: true, deferrable: true } as const;
    const [rows] = await sql.transaction(
      [sql`SELECT current_setting('transaction_deferrable') AS deferrable`],
      options,
    );
    expect(rows).toEqual([{ deferrable: "on" }]);
    const write = sql.transaction([sql`INSERT INTO notes (id, buyer, total_minor) VALUES (1, 'a', 1)`], options);
    await expect(write).rejects.toMatchObject({ code: "25006" });
  });

  it("refuses an isolation level that does not exist", async () => {
    const batch = sql.transaction([sql`SELECT 1`], {
      fetchOptions: {
        headers: {
          "Neon-Connection-String": database.connectionString,
          "Neon-Raw-Text-Output": "true",
          "Neon-Array-Mode": "true",
          "Neon-Batch-Isolation-Level": "Chaos",
        },
      },
    });
    await expect(batch).rejects.toThrow("invalid isolation level: Chaos");
  });

  it("leaves nothing of a session behind for the next request", async () => {
    await sql`SET search_path TO nowhere`;
    await sql`SELECT set_config('timezone', 'Asia/Tokyo', false)`;
    await sql`BEGIN`;
    const seen = await Promise.all(
      Array.from(
        { length: 20 },
        () => sql`SELECT current_setting('search_path') AS path, current_setting('timezone') AS zone`,
      ),
    );
    expect(new Set(seen.map(([row]) => `${row?.["path"]} ${row?.["zone"]}`))).toEqual(new Set(['"$user", public UTC']));
  });
});

describe("drizzle-orm", () => {
  it("brings typed rows back through neon-http", async () => {
    const db = drizzle(sql);
    const order = { id: 7, buyer: "Zoë", totalMinor: 9_007_199_254_740_993n, lines: ["A1"], paidAt: new Date(1e12) };
    await db.insert(notes).values(order);
    expect(await db.select().from(notes).where(eq(notes.id, 7))).toEqual([order]);
  });

  it("commits a batch, or nothing of it", async () => {
    const db = drizzle(sql);
    const order = { id: 1, buyer: "a", totalMinor: 1n, lines: [] };
    const [, found] = await db.batch([db.insert(notes).values(order), db.select({ id: notes.id }).from(notes)]);
    expect(found).toEqual([{ id: 1 }]);
    const batch = db.batch([db.insert(notes).values({ ...order, id: 2 }), db.insert(notes).values(order)]);
    const error: unknown = await batch.catch((reason: unknown) => reason);
    expect(error instanceof NeonDbError ? error.code : error).toBe("23505");
    expect(await countOrders()).toBe(1);
  });
});
