// Migrations: in order, once, each whole or not at all, and never over a rewritten history.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { applyMigrations } from "../../../local/postgres/apply-migrations.ts";
import { freshDatabase, type TestDatabase } from "../../support/postgres.ts";

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "foyer-migrations-"));
  // The template has Foyer's own migrations; these tests are about others, in a database without a past.
  await query("DROP SCHEMA IF EXISTS drizzle CASCADE");
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function query(text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.postgresConnectionString });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

/** Writes a folder as drizzle-kit generates it. */
async function writeMigrations(...files: string[]): Promise<void> {
  const entries = files.map((_, idx) => ({
    idx,
    version: "7",
    when: 1_000 + idx,
    tag: `000${idx}_step`,
    breakpoints: true,
  }));
  await mkdir(path.join(folder, "meta"), { recursive: true });
  await writeFile(
    path.join(folder, "meta/_journal.json"),
    JSON.stringify({ version: "7", dialect: "postgresql", entries }),
  );
  await Promise.all(files.map((text, idx) => writeFile(path.join(folder, `000${idx}_step.sql`), text)));
}

const migrate = () => applyMigrations(database.postgresConnectionString, folder);
const ONE = "CREATE TABLE step (n int);\n--> statement-breakpoint\nINSERT INTO step VALUES (1);";
const TWO = "INSERT INTO step SELECT max(n) + 1 FROM step;";

it("applies each file once, in order, whatever is repeated", async () => {
  await writeMigrations(ONE);
  expect(await migrate()).toEqual({ applied: 1, total: 1 });
  await writeMigrations(ONE, TWO);
  expect(await migrate()).toEqual({ applied: 1, total: 2 });
  expect(await migrate()).toEqual({ applied: 0, total: 2 });
  expect(await query("SELECT n FROM step ORDER BY n")).toEqual([[1], [2]]);
});

it("applies each file once when two start at the same time", async () => {
  await writeMigrations(ONE, TWO, "SELECT pg_sleep(0.1);", TWO);
  const outcomes = await Promise.all([migrate(), migrate()]);
  expect(outcomes.map(({ applied }) => applied).sort((a, b) => a - b)).toEqual([0, 4]);
  expect(await query("SELECT n FROM step ORDER BY n")).toEqual([[1], [2], [3]]);
});

it("refuses a file that changed after it was applied, and applies nothing after it", async () => {
  await writeMigrations(ONE);
  await migrate();
  await writeMigrations(`${ONE} -- better`, TWO);
  await expect(migrate()).rejects.toThrow("Migration 0 has changed since it was applied");
  expect(await query("SELECT n FROM step")).toEqual([[1]]);
});

it("refuses a folder that has lost an applied file", async () => {
  await writeMigrations(ONE, TWO);
  await migrate();
  await writeMigrations(ONE);
  await expect(migrate()).rejects.toThrow("is not number 1 of the folder");
});

it("takes a failing file back whole, keeps those before it, and goes on once it is mended", async () => {
  await writeMigrations(ONE, `${TWO}\n--> statement-breakpoint\nSELECT 1 / 0;`);
  await expect(migrate()).rejects.toMatchObject({ code: "22012" });
  expect(await query("SELECT n FROM step")).toEqual([[1]]);
  await writeMigrations(ONE, TWO);
  expect(await migrate()).toEqual({ applied: 1, total: 2 });
});
