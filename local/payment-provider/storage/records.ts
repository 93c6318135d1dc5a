// Owns the table `records`: every object of the provider, newest last, as its own JSON, and the index of metadata.
import { SCAN_ROWS } from "../limits.ts";
import { columnsOf, type RecordKind, type RecordOf, type StoredRecord } from "./record.ts";
import type { Database } from "./database.ts";

export interface Page {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
}
export interface Filter {
  readonly parent?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdTo?: number | undefined;
  readonly metadata?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly writtenBeforeMs?: number | undefined;
}
export type Listing<K extends RecordKind> =
  | { readonly ok: true; readonly records: RecordOf<K>[]; readonly hasMore: boolean }
  | { readonly ok: false; readonly unknownCursor: string };

export class Records {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  put(record: StoredRecord, nowMs: number): void {
    const { parent, type } = columnsOf(record);
    const row = this.#database
      .sql(
        `INSERT INTO records (kind, id, created, written_ms, parent, type, record) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET record = excluded.record, type = excluded.type RETURNING seq`,
      )
      .get(record.kind, record.id, record.created, nowMs, parent, type, JSON.stringify(record));
    if (record.kind === "payment_intent") this.#indexMetadata(Number(row?.["seq"]), record.metadata);
  }

  #indexMetadata(seq: number, metadata: Readonly<Record<string, string>>): void {
    const insert = this.#database.sql("INSERT OR IGNORE INTO metadata_index (key, value, seq) VALUES (?, ?, ?)");
    for (const [key, value] of Object.entries(metadata)) insert.run(key, value, seq);
  }

  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined {
    const row = this.#database.sql("SELECT record FROM records WHERE id = ? AND kind = ?").get(id, kind);
    return row === undefined ? undefined : decode<K>(row);
  }

  /** The only or newest record under a parent, such as the dispute of a payment. */
  newestOf<K extends RecordKind>(kind: K, parent: string): RecordOf<K> | undefined {
    const text = "SELECT record FROM records WHERE kind = ? AND parent = ? ORDER BY seq DESC LIMIT 1";
    const row = this.#database.sql(text).get(kind, parent);
    return row === undefined ? undefined : decode<K>(row);
  }

  /** Newest first, as Stripe lists; `endingBefore` walks the other way and is turned round. */
  list<K extends RecordKind>(kind: K, page: Page, filter: Filter = {}): Listing<K> {
    const cursor = page.endingBefore ?? page.startingAfter;
    const at = cursor === undefined ? undefined : this.#seqOf(kind, cursor);
    if (cursor !== undefined && at === undefined) return { ok: false, unknownCursor: cursor };
    const backwards = page.endingBefore !== undefined;
    const { where, values } = conditions(filter);
    const text = `SELECT record FROM records WHERE kind = ? AND seq ${backwards ? ">" : "<"} ?${where}
      ORDER BY seq ${backwards ? "ASC" : "DESC"} LIMIT ?`;
    const from = at ?? Number.MAX_SAFE_INTEGER;
    const rows = this.#database.sql(text).all(kind, from, ...values, page.limit + 1);
    const records = rows.slice(0, page.limit).map((row) => decode<K>(row));
    return { ok: true, records: backwards ? records.reverse() : records, hasMore: rows.length > page.limit };
  }

  #seqOf(kind: RecordKind, id: string): number | undefined {
    const row = this.#database.sql("SELECT seq FROM records WHERE id = ? AND kind = ?").get(id, kind);
    return row === undefined ? undefined : Number(row["seq"]);
  }

  /** Every record of a kind, oldest first, a bounded page of rows in memory at a time. */
  *all<K extends RecordKind>(kind: K): Generator<RecordOf<K>> {
    const page = this.#database.sql("SELECT seq, record FROM records WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?");
    let after = 0;
    for (;;) {
      const rows = page.all(kind, after, SCAN_ROWS);
      for (const row of rows) yield decode<K>(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < SCAN_ROWS) return;
      after = Number(last["seq"]);
    }
  }

  /** How many of a kind there are, by status or type ("" for kinds that have none). */
  countByType(kind: RecordKind): Record<string, number> {
    const text = "SELECT coalesce(type, '') AS type, count(*) AS n FROM records WHERE kind = ? GROUP BY 1 ORDER BY 1";
    const rows = this.#database.sql(text).all(kind);
    return Object.fromEntries(rows.map((row) => [String(row["type"]), Number(row["n"])]));
  }

  remove(kind: RecordKind, id: string): boolean {
    return this.#database.sql("DELETE FROM records WHERE kind = ? AND id = ?").run(kind, id).changes > 0;
  }

  /** Forgets the oldest records of a kind beyond a bound. Only for copies (events), never for money. */
  keepNewest(kind: "event", count: number): void {
    this.#database
      .sql(
        `DELETE FROM records WHERE kind = ?1 AND seq <=
           (SELECT seq FROM records WHERE kind = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)`,
      )
      .run(kind, count);
  }
}

function conditions(filter: Filter): { where: string; values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (text: string, ...more: (string | number)[]) => {
    parts.push(` AND ${text}`);
    values.push(...more);
  };
  if (filter.parent !== undefined) add("parent = ?", filter.parent);
  if (filter.types !== undefined) add(`type IN (${filter.types.map(() => "?").join(", ")})`, ...filter.types);
  if (filter.createdFrom !== undefined) add("created >= ?", filter.createdFrom);
  if (filter.createdTo !== undefined) add("created <= ?", filter.createdTo);
  if (filter.writtenBeforeMs !== undefined) add("written_ms <= ?", filter.writtenBeforeMs);
  for (const { key, value } of filter.metadata ?? []) {
    add("seq IN (SELECT seq FROM metadata_index WHERE key = ? AND value = ?)", key, value);
  }
  return { where: parts.join(""), values };
}

/** Only `put` writes this column, so what comes out has the shape that went in. */
function decode<K extends RecordKind>(row: Record<string, unknown>): RecordOf<K> {
  return JSON.parse(String(row["record"])) as RecordOf<K>;
}
