/**
 * The tables of an event's allocator. Append-only: a version that was deployed never changes.
 *
 * The journal is the truth and is never pruned. It has no index by reservation: ids are random, and a page dirtied by
 * each entry made a write four times as dear (measured). What became of a reservation is written once, when it ends.
 * Charts are kept in pieces below the 2 MB of a row; the checkpoint, in pieces too, only saves time at waking.
 */
import type { Migration } from "../platform/migrations.ts";

export const MIGRATIONS: readonly Migration[] = [
  [
    `CREATE TABLE journal (
       lsn         INTEGER PRIMARY KEY CHECK (lsn > 0),
       at_ms       INTEGER NOT NULL,
       command     TEXT NOT NULL CHECK (command IN ('open', 'state', 'block', 'unblock', 'settle', 'stop', 'resume',
                     'hold', 'extend', 'release', 'lapse', 'give_up', 'begin', 'commit', 'cancel', 'revoke')),
       reservation TEXT,
       body        TEXT NOT NULL,
       hash        TEXT NOT NULL CHECK (length(hash) = 64)
     ) STRICT`,
    // Sales in the order they were made, for reconciliation.
    `CREATE INDEX journal_commit ON journal (lsn) WHERE command = 'commit'`,
    // The last opening, where a fold starts.
    `CREATE INDEX journal_open ON journal (lsn) WHERE command = 'open'`,
    // Reservations that are not live any more, as the journal left them; memory keeps only the live ones.
    `CREATE TABLE ended (
       reservation TEXT PRIMARY KEY,
       lsn         INTEGER NOT NULL,
       record      TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE chart (
       hash     TEXT NOT NULL,
       position INTEGER NOT NULL CHECK (position >= 0),
       text     TEXT NOT NULL,
       PRIMARY KEY (hash, position)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE checkpoint (
       position INTEGER PRIMARY KEY CHECK (position >= 0),
       text     TEXT NOT NULL
     ) STRICT`,
    `CREATE TABLE secret (
       id    INTEGER PRIMARY KEY CHECK (id = 1),
       value TEXT NOT NULL CHECK (length(value) = 64)
     ) STRICT`,
  ],
];
