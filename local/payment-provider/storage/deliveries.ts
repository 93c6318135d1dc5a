// Owns the table `deliveries`: which event still has to reach which address, and when to try next. A row leaves when
// the address said yes; a row that was given up stays until its event is forgotten, so that it can be seen.
import type { Database } from "./database.ts";

const DELETE_ORPHANS = `DELETE FROM deliveries WHERE state = 'given_up'
  AND NOT EXISTS (SELECT 1 FROM records WHERE records.id = deliveries.event_id)`;

export interface Delivery {
  readonly seq: number;
  readonly eventId: string;
  readonly endpointId: string;
  readonly attempt: number;
}

export class Deliveries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(eventId: string, endpointId: string, dueMs: number): void {
    this.#database
      .sql("INSERT INTO deliveries (event_id, endpoint_id, due_ms, state) VALUES (?, ?, ?, 'pending')")
      .run(eventId, endpointId, dueMs);
  }

  due(nowMs: number, limit: number): Delivery[] {
    const text = `SELECT seq, event_id, endpoint_id, attempt FROM deliveries
      WHERE state = 'pending' AND due_ms <= ? ORDER BY due_ms, seq LIMIT ?`;
    const rows = this.#database.sql(text).all(nowMs, limit);
    return rows.map((row) => ({
      seq: Number(row["seq"]),
      eventId: String(row["event_id"]),
      endpointId: String(row["endpoint_id"]),
      attempt: Number(row["attempt"]),
    }));
  }

  /** When the sender has to wake next, looking beyond `afterMs`. */
  nextDueMs(afterMs: number): number | undefined {
    const text = "SELECT min(due_ms) AS due FROM deliveries WHERE state = 'pending' AND due_ms > ?";
    const due = this.#database.sql(text).get(afterMs)?.["due"];
    return due === null || due === undefined ? undefined : Number(due);
  }

  succeeded(seq: number): void {
    this.#database.sql("DELETE FROM deliveries WHERE seq = ?").run(seq);
  }

  retry(seq: number, attempt: number, dueMs: number): void {
    this.#database.sql("UPDATE deliveries SET attempt = ?, due_ms = ? WHERE seq = ?").run(attempt, dueMs, seq);
  }

  giveUp(seq: number, attempt: number): void {
    this.#database.sql("UPDATE deliveries SET attempt = ?, state = 'given_up' WHERE seq = ?").run(attempt, seq);
  }

  pendingOf(eventId: string): number {
    const text = "SELECT count(*) AS n FROM deliveries WHERE event_id = ? AND state = 'pending'";
    return Number(this.#database.sql(text).get(eventId)?.["n"] ?? 0);
  }

  count(state: "pending" | "given_up"): number {
    return Number(this.#database.sql("SELECT count(*) AS n FROM deliveries WHERE state = ?").get(state)?.["n"] ?? 0);
  }

  forgetEndpoint(endpointId: string): void {
    this.#database.sql("DELETE FROM deliveries WHERE endpoint_id = ?").run(endpointId);
  }

  /** Drops what was given up for events that are no longer kept. */
  forgetOrphans(): void {
    this.#database.sql(DELETE_ORPHANS).run();
  }
}
