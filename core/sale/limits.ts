/**
 * The bounds of a sale, together with their reasons. What an event sets itself (places per holder, minutes of a hold)
 * lies within these.
 */
import { millis } from "../brand.ts";

/** A hold's seats become free for others up to this long after it ended for its holder: nobody can snipe the second. */
export const FREE_JITTER_MAX_MS = 10_000;

/** After this many holds in a row that ran out unpaid … */
export const LAPSES_MAX = 3;
/** … the holder waits this long before the next one, so that seats are not kept from others for nothing. */
export const LAPSE_WAIT_MS = millis(5 * 60_000);
/** A lapse this old counts no more, so nobody is remembered for ever. */
export const LAPSE_MEMORY_MS = millis(60 * 60_000);

/** Attempts that a bank may refuse; the same number stands in the contract. */
export const FAILED_PAYMENTS_MAX = 3;
/** Attempts in all. One that never reached the provider is nobody's fault, yet each prolongs the hold: a bound. */
export const PAYMENT_TRIES_MAX = 10;
/** How long a payment may take before recovery asks the provider, and how often it asks again. */
export const PAYMENT_DEADLINE_MS = millis(120_000);
export const PAYMENT_ASK_AGAIN_MS = millis(60_000);
/** A payment unresolved for this long is told to an operator. */
export const PAYMENT_STUCK_MS = millis(15 * 60_000);
/** A hold that comes back from a payment lives at least this long. */
export const HOLD_AFTER_PAYMENT_MIN_MS = millis(60_000);

export const PLACES_PER_RESERVATION_MAX = 100;
export const RESERVATIONS_PER_HOLDER_MAX = 10;

/** While the provider is down, this often somebody looks whether it is back. */
export const PROBE_EVERY_MS = millis(10_000);
/** The books settle a sale by themselves; only after this long are they reminded, then ever less often. */
export const SETTLE_FIRST_MS = millis(5_000);
export const SETTLE_MAX_MS = millis(60_000);

/** Text that callers choose: keys, fingerprints, references, reasons. */
export const TEXT_LENGTH_MAX = 500;
/** Settled sales named in one entry of the journal. */
export const SETTLED_PER_ENTRY_MAX = 1_000;
