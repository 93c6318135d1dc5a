/** Migrations of an object's own tables: each once, in order, all or nothing, and never backwards. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { migrate } from "../../../durable-objects/platform/migrations.ts";

async function inStorage<Result>(act: (storage: DurableObjectStorage) => Result): Promise<Result> {
  const { WAITING_ROOM } = env as unknown as { WAITING_ROOM: DurableObjectNamespace };
  return runInDurableObject(WAITING_ROOM.getByName(crypto.randomUUID()), (_, { storage }) => act(storage));
}

function tables(storage: DurableObjectStorage): unknown[] {
  return storage.sql
    .exec("SELECT name FROM sqlite_master WHERE name IN ('first', 'second', 'third') ORDER BY rowid")
    .toArray()
    .map((row) => row["name"]);
}

const FIRST = ["CREATE TABLE first (id INTEGER) STRICT"];
const SECOND = ["CREATE TABLE second (id INTEGER) STRICT", "INSERT INTO first VALUES (1)"];

it("applies what is new, once and in order", async () => {
  await inStorage((storage) => {
    migrate(storage, [FIRST]);
    migrate(storage, [FIRST, SECOND]);
    migrate(storage, [FIRST, SECOND]);
    expect(tables(storage)).toEqual(["first", "second"]);
    expect(storage.sql.exec("SELECT * FROM first").toArray()).toHaveLength(1);
  });
});

it("leaves nothing of a migration that fails half-way", async () => {
  await inStorage((storage) => {
    migrate(storage, [FIRST]);
    expect(() => migrate(storage, [FIRST, SECOND, ["CREATE TABLE third (id INTEGER)", "nonsense"]])).toThrow(
      "nonsense",
    );
    expect(tables(storage)).toEqual(["first"]);
  });
});

it("refuses tables that newer code has written", async () => {
  await inStorage((storage) => {
    migrate(storage, [FIRST, SECOND]);
    expect(() => migrate(storage, [FIRST])).toThrow("version 2");
  });
});
