// The tables. Append-only list of migrations: a directory written by an older version is brought up to date on opening.
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,      -- seconds, as Stripe shows it
    written_ms INTEGER NOT NULL,   -- milliseconds, for the search that lags
    parent TEXT,
    type TEXT,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_newest ON records (kind, seq);                                      -- every list
  CREATE INDEX records_of_parent ON records (kind, parent, seq) WHERE parent IS NOT NULL;  -- charges of an intent
  CREATE INDEX records_of_type ON records (kind, type, seq) WHERE type IS NOT NULL;        -- refund rows, events

  CREATE TABLE metadata_index (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, value, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE saved_answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX saved_answers_oldest ON saved_answers (created_ms);  -- pruning

  CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'given_up'))
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (state, due_ms, seq);   -- the sender
  CREATE INDEX deliveries_of_event ON deliveries (event_id, state); -- pending_webhooks

  CREATE TABLE later (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL CHECK (action IN ('settle_refund', 'fail_refund', 'settle_payment', 'fail_payment')),
    id TEXT NOT NULL,
    due_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX later_due ON later (due_ms, seq);
  `,
];
