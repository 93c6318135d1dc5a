/**
 * All SQL of an event's allocator: the journal, the chart, the checkpoint, the secret. It decides nothing.
 */
import type { Millis, ReservationId } from "../../core/brand.ts";
import type { JournalRow } from "../../core/sale/journal.ts";
import type { ReservationRecord } from "../../core/sale/reservation.ts";
import { migrate } from "../platform/migrations.ts";
import { MIGRATIONS } from "./schema.ts";
import { piecesOf } from "./pieces.ts";

type Row = {
  readonly lsn: number;
  readonly at_ms: number;
  readonly command: string;
  readonly reservation: string | null;
  readonly body: string;
  readonly hash: string;
};

/** An entry of the journal, and the reservation that it ended. */
export interface WrittenEntry {
  readonly row: JournalRow;
  readonly ended: ReservationRecord | undefined;
}

/** One sale, and what has become of it since. */
export interface SoldRow {
  readonly lsn: number;
  readonly atMs: Millis;
  readonly body: string;
  readonly record: ReservationRecord;
}

const COLUMNS = "lsn, at_ms, command, reservation, body, hash";

export class SaleStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  /**
   * Of an event whose sale was opened, or none. Asking for an event that does not exist leaves no trace: anybody can
   * ask for any id.
   */
  static find(storage: DurableObjectStorage): SaleStore | undefined {
    const tables = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'journal'").toArray();
    return tables.length === 0 ? undefined : new SaleStore(storage);
  }

  /** Makes the tables where there are none. */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    migrate(storage, MIGRATIONS);
  }

  /** The key of the keyed hash, 64 hex digits; made by `fresh` once. */
  secret(fresh: () => string): string {
    const [row] = this.#sql.exec<{ value: string }>("SELECT value FROM secret WHERE id = 1");
    if (row !== undefined) return row.value;
    const value = fresh();
    this.#sql.exec("INSERT INTO secret (id, value) VALUES (1, ?)", value);
    return value;
  }

  /** All or none. Single inserts: within one transaction they were measured as fast as one with many rows. */
  append(entries: readonly WrittenEntry[]): void {
    this.#storage.transactionSync(() => {
      for (const { row, ended } of entries) {
        const { lsn, atMs, command, reservation, body, hash } = row;
        this.#sql.exec(
          `INSERT INTO journal (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
          lsn,
          atMs,
          command,
          reservation,
          body,
          hash,
        );
        if (ended !== undefined)
          this.#sql.exec(
            "INSERT OR REPLACE INTO ended (reservation, lsn, record) VALUES (?, ?, ?)",
            ended.id,
            lsn,
            JSON.stringify(ended),
          );
      }
    });
  }

  *rowsAfter(lsn: number): Generator<JournalRow> {
    for (const row of this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM journal WHERE lsn > ? ORDER BY lsn`, lsn))
      yield journalRow(row);
  }

  row(lsn: number): JournalRow | undefined {
    const [row] = this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM journal WHERE lsn = ?`, lsn);
    return row === undefined ? undefined : journalRow(row);
  }

  /** The entries of one reservation in a stretch of the journal, in its order. */
  rowsOf(reservation: ReservationId, fromLsn: number, toLsn: number): JournalRow[] {
    return this.#sql
      .exec<Row>(
        `SELECT ${COLUMNS} FROM journal WHERE lsn >= ? AND lsn < ? AND reservation = ? ORDER BY lsn`,
        fromLsn,
        toLsn,
        reservation,
      )
      .toArray()
      .map((row) => journalRow(row));
  }

  /** The first entry not before `atMs`, or one past the last. Times never step back in the journal, and no number is missing. */
  lsnAt(atMs: number): number {
    let [low, high] = [
      1,
      this.#sql.exec<{ next: number }>("SELECT ifnull(max(lsn), 0) + 1 AS next FROM journal").one().next,
    ];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [row] = this.#sql.exec<{ at_ms: number }>("SELECT at_ms FROM journal WHERE lsn = ?", middle).toArray();
      if (row !== undefined && row.at_ms < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  lastOpening(): JournalRow | undefined {
    const [row] = this.#sql.exec<Row>(
      `SELECT ${COLUMNS} FROM journal WHERE command = 'open' ORDER BY lsn DESC LIMIT 1`,
    );
    return row === undefined ? undefined : journalRow(row);
  }

  /** A reservation that is not live any more, unless it ended before `lsn`. */
  ended(reservation: ReservationId, lsn: number): ReservationRecord | undefined {
    const [row] = this.#sql.exec<{ record: string }>(
      "SELECT record FROM ended WHERE reservation = ? AND lsn > ?",
      reservation,
      lsn,
    );
    return row === undefined ? undefined : (JSON.parse(row.record) as ReservationRecord);
  }

  soldAfter(lsn: number, limit: number): SoldRow[] {
    return this.#sql
      .exec<{ lsn: number; at_ms: number; body: string; record: string }>(
        `SELECT sale.lsn, sale.at_ms, sale.body, ended.record
           FROM journal AS sale JOIN ended ON ended.reservation = sale.reservation
          WHERE sale.command = 'commit' AND sale.lsn > ?
          ORDER BY sale.lsn LIMIT ?`,
        lsn,
        limit,
      )
      .toArray()
      .map((row) => ({
        lsn: row.lsn,
        atMs: row.at_ms as Millis,
        body: row.body,
        record: JSON.parse(row.record) as ReservationRecord,
      }));
  }

  chart(hash: string): string | undefined {
    const pieces = this.#sql
      .exec<{ text: string }>("SELECT text FROM chart WHERE hash = ? ORDER BY position", hash)
      .toArray();
    return pieces.length === 0 ? undefined : pieces.map(({ text }) => text).join("");
  }

  /** Stores the chart and the opening that names it, or neither; a chart that nothing names any more goes. */
  open(row: JournalRow, chartHash: string, chartText: string): void {
    this.#storage.transactionSync(() => {
      this.#sql.exec("DELETE FROM chart");
      this.#sql.exec("DELETE FROM checkpoint");
      for (const [position, text] of piecesOf(chartText).entries())
        this.#sql.exec("INSERT INTO chart (hash, position, text) VALUES (?, ?, ?)", chartHash, position, text);
      this.append([{ row, ended: undefined }]);
    });
  }

  checkpoint(): string | undefined {
    const pieces = this.#sql.exec<{ text: string }>("SELECT text FROM checkpoint ORDER BY position").toArray();
    return pieces.length === 0 ? undefined : pieces.map(({ text }) => text).join("");
  }

  saveCheckpoint(checkpointText: string): void {
    this.#storage.transactionSync(() => {
      this.#sql.exec("DELETE FROM checkpoint");
      for (const [position, text] of piecesOf(checkpointText).entries())
        this.#sql.exec("INSERT INTO checkpoint (position, text) VALUES (?, ?)", position, text);
    });
  }
}

function journalRow({ lsn, at_ms, command, reservation, body, hash }: Row): JournalRow {
  return {
    lsn,
    atMs: at_ms as Millis,
    command: command as JournalRow["command"],
    reservation: reservation as ReservationId | null,
    body,
    hash,
  };
}
