// Owns the table `later`: what the provider will do by itself in a while, and still does after a restart.
import type { Later, LaterAction } from "../rules/decision.ts";
import type { Database } from "./database.ts";

export class Agenda {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(later: Later, dueMs: number): void {
    this.#database.sql("INSERT INTO later (action, id, due_ms) VALUES (?, ?, ?)").run(later.action, later.id, dueMs);
  }

  /** Takes the oldest item that is due. In one transaction with doing it, an item is done exactly once. */
  takeDue(nowMs: number): Later | undefined {
    const text = "SELECT seq, action, id FROM later WHERE due_ms <= ? ORDER BY due_ms, seq LIMIT 1";
    const row = this.#database.sql(text).get(nowMs);
    if (row === undefined) return undefined;
    this.#database.sql("DELETE FROM later WHERE seq = ?").run(row["seq"] ?? null);
    // The CHECK on the column admits no other words.
    return { action: String(row["action"]) as LaterAction, id: String(row["id"]) };
  }

  nextDueMs(): number | undefined {
    const due = this.#database.sql("SELECT min(due_ms) AS due FROM later").get()?.["due"];
    return due === null || due === undefined ? undefined : Number(due);
  }
}
