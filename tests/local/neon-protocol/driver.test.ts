// The production driver, unchanged, against the local protocol and a real Postgres: values, parameters, errors.

import { neon, NeonDbError, neonConfig } from "@neondatabase/serverless";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/postgres.ts";

let database: TestDatabase;
let sql: ReturnType<typeof neon<false, false>>;

beforeAll(async () => {
  database = await freshDatabase();
  neonConfig.fetchEndpoint = database.fetchEndpoint;
  sql = neon(database.connectionString);
  await sql`CREATE TABLE seat (
    id int PRIMARY KEY, label text NOT NULL, price bigint CHECK (price >= 0),
    CONSTRAINT seat_label_unique UNIQUE (label))`;
  await sql`INSERT INTO seat VALUES (1, 'A1', 1500)`;
});

afterAll(() => database.drop());

async function failureOf(work: PromiseLike<unknown>): Promise<NeonDbError> {
  const outcome: unknown = await Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof NeonDbError) return outcome;
  throw new Error(`Expected a NeonDbError, got ${String(outcome)}.`);
}

describe("values", () => {
  it.each([
    ["bigint", 9_007_199_254_740_993n, "9007199254740993"],
    ["numeric", "12345678901234567890.123450", "12345678901234567890.123450"],
    ["int", -2_147_483_648, -2_147_483_648],
    ["float8", 0.1, 0.1],
    ["boolean", false, false],
    ["text", "", ""],
    ["text", 'Zoë\'s "row" \\ 🎟\n', 'Zoë\'s "row" \\ 🎟\n'],
    ["text", null, null],
    ["jsonb", { seats: ["A1", null], price: 15.5 }, { seats: ["A1", null], price: 15.5 }],
    ["text[]", ["a", 'b,"c"', null, ""], ["a", 'b,"c"', null, ""]],
    ["int[]", [], []],
    ["uuid", "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000001"],
  ])("brings %s back as the driver promises: %s", async (type, given, expected) => {
    const rows = await sql.query(`SELECT $1::${type} AS value`, [given]);
    expect(rows).toEqual([{ value: expected }]);
  });

  it("brings bytes back as they were", async () => {
    const bytes = Buffer.from([0, 1, 0xff, 0x5c, 0x27]);
    const rows = await sql`SELECT ${bytes}::bytea AS value`;
    expect(rows[0]?.["value"]).toEqual(bytes);
  });

  it("keeps the instant of a timestamptz, and sends it as Postgres wrote it", async () => {
    const instant = new Date("2026-11-24T08:15:30.123Z");
    const rows = await sql`SELECT ${instant}::timestamptz AS value, ${instant}::timestamptz::text AS text`;
    expect(rows).toEqual([{ value: instant, text: "2026-11-24 08:15:30.123+00" }]);
  });

  it("sends every value as text, unparsed", async () => {
    const answer = await fetch(database.fetchEndpoint, {
      method: "POST",
      headers: {
        "Neon-Connection-String": database.connectionString,
        "Neon-Raw-Text-Output": "true",
        "Neon-Array-Mode": "true",
      },
      body: JSON.stringify({ query: `SELECT 1 AS a, true AS b, '{"x": 1}'::jsonb AS c, NULL AS d`, params: [] }),
    });
    expect(await answer.json()).toMatchObject({
      command: "SELECT",
      rowCount: 1,
      rowAsArray: true,
      rows: [["1", "t", '{"x": 1}', null]],
    });
  });
});

describe("results", () => {
  it("names fields with their types, and counts rows", async () => {
    const result = await sql.query("SELECT id, price FROM seat", [], { fullResults: true, arrayMode: true });
    expect(result).toMatchObject({ command: "SELECT", rowCount: 1, rowAsArray: true, rows: [[1, "1500"]] });
    expect(result.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ["id", 23],
      ["price", 20],
    ]);
  });

  it("counts the rows of a change without returning any", async () => {
    const result = await sql.query("UPDATE seat SET price = price WHERE id = $1", [1], { fullResults: true });
    expect(result).toMatchObject({ command: "UPDATE", rowCount: 1, rows: [] });
  });

  it("answers an empty result and an empty query", async () => {
    expect(await sql`SELECT id FROM seat WHERE false`).toEqual([]);
    expect(await sql.query("", [])).toEqual([]);
  });
});

describe("errors", () => {
  it("tells a unique violation with the constraint, the table and the row", async () => {
    const error = await failureOf(sql`INSERT INTO seat VALUES (2, 'A1', 0)`);
    expect(error).toMatchObject({
      code: "23505",
      severity: "ERROR",
      constraint: "seat_label_unique",
      table: "seat",
      schema: "public",
      detail: "Key (label)=(A1) already exists.",
    });
  });

  it("tells a missing value with its column", async () => {
    const error = await failureOf(sql`INSERT INTO seat VALUES (2, NULL, 0)`);
    expect(error).toMatchObject({ code: "23502", column: "label", table: "seat" });
  });

  it("tells where the syntax is wrong, and what else a name could be", async () => {
    expect(await failureOf(sql.query("SELEC 1"))).toMatchObject({ code: "42601", position: "1" });
    expect(await failureOf(sql`SELECT lable FROM seat`)).toMatchObject({
      code: "42703",
      hint: 'Perhaps you meant to reference the column "seat.label".',
    });
  });

  it("refuses two statements in one query, as Neon does", async () => {
    const error = await failureOf(sql.query("SELECT 1; DROP TABLE seat"));
    expect(error).toMatchObject({
      code: "42601",
      message: "cannot insert multiple commands into a prepared statement",
    });
  });

  it("refuses a wrong password, a stranger and another database", async () => {
    const wrong = new URL(database.connectionString);
    wrong.password = "guess";
    expect(await failureOf(neon(wrong.href)`SELECT 1`)).toMatchObject({ code: "28P01" });
    const stranger = new URL(database.connectionString);
    stranger.username = "postgres";
    expect(await failureOf(neon(stranger.href)`SELECT 1`)).toMatchObject({ code: "28P01" });
    const elsewhere = new URL(database.connectionString);
    elsewhere.pathname = "/postgres";
    expect(await failureOf(neon(elsewhere.href)`SELECT 1`)).toMatchObject({ code: "3D000" });
  });

  it("refuses a body of more than 10 MB", async () => {
    const error = await failureOf(sql`SELECT ${"x".repeat(11 * 1024 * 1024)}::text`);
    expect(error.message).toContain("HTTP status 413");
  });
});

describe("a statement that comes again", () => {
  it("is planned once, and keeps nothing of its parameters", async () => {
    const ask = (value: number) => sql.query("SELECT $1::int + 1 AS planned_once", [value]);
    const answers = [await ask(1), await ask(2), await ask(3)];
    expect(answers).toEqual([[{ planned_once: 2 }], [{ planned_once: 3 }], [{ planned_once: 4 }]]);
    const kept =
      await sql`SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement LIKE '%planned_once%'`;
    expect(kept).toEqual([{ count: 1 }]);
  });

  it("sees a table that was changed meanwhile, and tells an error as often as it is made", async () => {
    await sql`CREATE TABLE growing (id int)`;
    const all = () => sql.query("SELECT * FROM growing");
    const many = () => Promise.all(Array.from({ length: 20 }, all));
    for (let round = 0; round < 3; round += 1) await many();
    await sql`ALTER TABLE growing ADD COLUMN name text`;
    await sql`INSERT INTO growing VALUES (1, 'one')`;
    for (const rows of await many()) expect(rows).toEqual([{ id: 1, name: "one" }]);
    const wrong = () => failureOf(sql.query("SELECT missing FROM growing"));
    for (let round = 0; round < 3; round += 1) expect((await wrong()).code).toBe("42703");
  });
});
