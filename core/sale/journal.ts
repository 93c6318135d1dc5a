/**
 * The journal's durable form: one line of text an entry, chained by hashes, so that nobody can change, drop or insert
 * an entry unseen. The format is fixed by golden vectors; a change of it needs a new one.
 *
 * hash(n) = SHA-256 of the UTF-8 text `hash(n-1) "\n" lsn "\n" at-ms "\n" command "\n" reservation "\n" body`,
 * in 64 lower-case hex digits; hash(0) is 64 zeros; reservation is empty where there is none; body is JSON.
 */
import type { Millis, ReservationId } from "../brand.ts";
import type { Act, Entry } from "./act.ts";

export const FIRST_HASH = "0".repeat(64);

/** One row of the journal. */
export interface JournalRow {
  readonly lsn: number;
  readonly atMs: Millis;
  readonly command: Act["command"];
  readonly reservation: ReservationId | null;
  readonly body: string;
  readonly hash: string;
}

export type Sha256Hex = (text: string) => string;

/** The row of an act that follows the entry with `previousHash`. */
export function seal(act: Act, lsn: number, atMs: Millis, previousHash: string, sha256Hex: Sha256Hex): JournalRow {
  const reservation = "reservation" in act ? act.reservation : null;
  const body = JSON.stringify(act.body);
  const hash = sha256Hex(linkText(previousHash, lsn, atMs, act.command, reservation, body));
  return { lsn, atMs, command: act.command, reservation, body, hash };
}

function linkText(
  previousHash: string,
  lsn: number,
  atMs: number,
  command: string,
  reservation: string | null,
  body: string,
): string {
  return `${previousHash}\n${lsn}\n${atMs}\n${command}\n${reservation ?? ""}\n${body}`;
}

/** The entry of a row that this house wrote. */
export function entryOf(row: JournalRow): Entry {
  const body: unknown = JSON.parse(row.body);
  const { command, reservation } = row;
  const act = reservation === null ? { command, body } : { command, reservation, body };
  return { lsn: row.lsn, atMs: row.atMs, act: act as Act };
}

/**
 * Checks the chain of rows that follow the entry `after`.
 *
 * @returns the number of the first row that is missing or not what was written, or `undefined` when all is well
 */
export function verifyJournal(
  rows: Iterable<JournalRow>,
  sha256Hex: Sha256Hex,
  after: { readonly lsn: number; readonly hash: string } = { lsn: 0, hash: FIRST_HASH },
): number | undefined {
  let { lsn, hash } = after;
  for (const row of rows) {
    lsn += 1;
    if (row.lsn !== lsn) return lsn;
    const expected = sha256Hex(linkText(hash, row.lsn, row.atMs, row.command, row.reservation, row.body));
    if (row.hash !== expected) return lsn;
    hash = expected;
  }
  return undefined;
}
