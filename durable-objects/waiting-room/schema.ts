/** The tables of a waiting room. Append-only: a version that was deployed never changes. Ids only, nothing personal. */
import type { Migration } from "../platform/migrations.ts";

export const WAITING_ROOM_MIGRATIONS: readonly Migration[] = [
  [
    // The settings as JSON: they are read and written as a whole.
    `CREATE TABLE room (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      settings TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE line (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      serving_counter INTEGER NOT NULL,
      given INTEGER NOT NULL,
      reserved INTEGER NOT NULL CHECK (serving_counter <= reserved AND given <= reserved),
      wakes INTEGER NOT NULL,
      missed_total INTEGER NOT NULL
    ) STRICT`,
    // Numbers called together. Who of them came is in \`visits\`, who missed it in \`places\`.
    `CREATE TABLE calls (
      first_number INTEGER PRIMARY KEY,
      end_number INTEGER NOT NULL CHECK (first_number < end_number),
      called_at_ms INTEGER NOT NULL
    ) STRICT`,
    // Called places that need a row of their own: turned away at the door, parked, or called a second time.
    `CREATE TABLE places (
      number INTEGER PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('called', 'parked')),
      turn INTEGER NOT NULL CHECK (turn IN (1, 2)),
      since_ms INTEGER NOT NULL
    ) STRICT`,
    // Ranges that a crash left in doubt, until they have been called.
    `CREATE TABLE doubtful (
      first_number INTEGER PRIMARY KEY,
      end_number INTEGER NOT NULL CHECK (first_number < end_number)
    ) STRICT`,
    // Every visit there was: a ticket has no end of its own, so a used number must be known for good.
    `CREATE TABLE visits (
      number INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL,
      visitor_id TEXT NOT NULL,
      admitted_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      renewed INTEGER NOT NULL CHECK (renewed IN (0, 1)),
      ended_at_ms INTEGER,
      end_reason TEXT
    ) STRICT`,
    // Serves waking: the visits whose time is not up.
    `CREATE INDEX visits_by_expiry ON visits (expires_at_ms)`,
    // What operators did. Only rows with a feed sequence are public, and of those only time, kind and message.
    `CREATE TABLE acts (
      id INTEGER PRIMARY KEY,
      feed_sequence INTEGER UNIQUE,
      at_ms INTEGER NOT NULL,
      kind TEXT,
      message TEXT,
      actor TEXT NOT NULL,
      settings TEXT NOT NULL,
      CHECK ((feed_sequence IS NULL) = (kind IS NULL) AND (kind IS NULL) = (message IS NULL))
    ) STRICT`,
  ],
];
