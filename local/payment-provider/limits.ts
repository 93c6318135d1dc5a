// Every bound of the payment provider, with its reason. A provider that a crowd test leans on for hours must not
// grow without end; a number that is not here is not a bound.

/** The largest request body. Stripe's own parameters stay far below; a bigger one is a mistake or an attack. */
export const BODY_BYTES_MAX = 64 * 1024;
/** Parameters in one request, and how deep their brackets may nest (`a[b][c][d]` is 4). */
export const PARAMETERS_MAX = 400;
export const PARAMETER_DEPTH_MAX = 6;

/** Stripe's list limits. */
export const LIST_LIMIT_MAX = 100;
export const LIST_LIMIT_DEFAULT = 10;
export const EXPAND_PATHS_MAX = 20;
export const EXPAND_DEPTH_MAX = 4;

/** Stripe's limits on metadata. */
export const METADATA_KEYS_MAX = 50;
export const METADATA_KEY_LENGTH_MAX = 40;
export const METADATA_VALUE_LENGTH_MAX = 500;

/** Stripe's smallest and largest charge; the minimum here is one minor unit in every currency. */
export const AMOUNT_MIN = 1;
export const AMOUNT_MAX = 99_999_999;

/** Stripe keeps idempotency keys for at least 24 hours, at most 255 characters long. */
export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;
export const IDEMPOTENCY_KEPT_MS = 24 * 60 * 60 * 1000;
/** About 2.5 kB each, so half a gigabyte on disk; the oldest go first. */
export const IDEMPOTENCY_KEPT_MAX = 200_000;

/** Events are copies; payments, refunds and balance rows are the money and are never pruned. */
export const EVENTS_KEPT_MAX = 200_000;
export const PRUNE_EVERY_MS = 60_000;

/** Webhook deliveries: attempts, how many at once, and how long one may take. */
export const DELIVERY_ATTEMPTS_MAX = 12;
export const DELIVERY_PARALLEL_MAX = 8;
export const DELIVERY_TIMEOUT_MS = 10_000;
export const DELIVERY_RETRY_MS_MAX = 30_000;
export const WEBHOOK_ENDPOINTS_MAX = 16;
/** Attempts remembered for the page. */
export const ATTEMPTS_SHOWN_MAX = 30;
/** Rows per table on the page. */
export const ROWS_SHOWN_MAX = 20;

/** Rows read at once while adding up all the money. */
export const SCAN_ROWS = 1000;
/** The longest an outage may hold an answer back. */
export const OUTAGE_DELAY_MS_MAX = 120_000;
export const OUTAGE_FAULTS_MAX = 8;
