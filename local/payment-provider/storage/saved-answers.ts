// Owns the table `saved_answers`: what was answered under an idempotency key, written in the transaction of the work.
import type { Database } from "./database.ts";

export interface SavedAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

export class SavedAnswers {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(key: string, notBeforeMs: number): SavedAnswer | undefined {
    const text = `SELECT fingerprint, status, body, request_id FROM saved_answers WHERE key = ? AND created_ms >= ?`;
    const row = this.#database.sql(text).get(key, notBeforeMs);
    if (row === undefined) return undefined;
    return {
      fingerprint: String(row["fingerprint"]),
      status: Number(row["status"]),
      body: String(row["body"]),
      requestId: String(row["request_id"]),
    };
  }

  save(key: string, answer: SavedAnswer, nowMs: number): void {
    this.#database
      .sql(
        `INSERT OR REPLACE INTO saved_answers (key, fingerprint, status, body, request_id, created_ms)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(key, answer.fingerprint, answer.status, answer.body, answer.requestId, nowMs);
  }

  prune(notBeforeMs: number, keptMax: number): void {
    this.#database.sql("DELETE FROM saved_answers WHERE created_ms < ?").run(notBeforeMs);
    this.#database
      .sql(
        `DELETE FROM saved_answers WHERE created_ms <
           (SELECT created_ms FROM saved_answers ORDER BY created_ms DESC LIMIT 1 OFFSET ?)`,
      )
      .run(keptMax);
  }
}
