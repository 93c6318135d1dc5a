/**
 * The release controller: how many more places to call now (W8). A pure rule; W1 and W2 do not hang on it, because
 * the door checks cap and rate again at every claim.
 *
 * A called visitor arrives one poll later. Where visits are long, waiting for that costs next to nothing and the rule
 * calls for free slots only. Where visits are short it would leave slots empty, so the rule calls ahead by what will
 * leave in the meantime (Little's law) and keeps a few at the door against chance.
 */

export interface ReleaseInputs {
  /** Places that have not been called. */
  readonly waiting: number;
  /** Slots of the cap that nobody is in; negative after the cap was lowered. */
  readonly freeSlots: number;
  readonly inside: number;
  /** How long a visit lasts on average, as measured; `undefined` until one has ended. */
  readonly visitMs: number | undefined;
  /** Admissions that the rate will allow until those called now arrive. */
  readonly rateAllowance: number;
  /** Called visitors who have come and wait for an opening. */
  readonly atDoor: number;
  /** How many of the others already called are expected to come. */
  readonly toCome: number;
  /** Share of called visitors who come, 0 to 1. */
  readonly showUpShare: number;
  /** From call to knock. */
  readonly latencyMs: number;
}

/** However few come, at most this many are called per free slot: over-calling is bounded. */
const CALLS_PER_SLOT_MAX = 5;
/** One tick calls at most this many; the rest follow a quarter of a second later. */
export const CALLS_PER_TICK_MAX = 5_000;
/** Idle slot-time that waiting for called visitors may cost before the rule begins to call ahead. */
const IDLE_SHARE_WITHOUT_LEAD = 0.005;
/** Spread of a Poisson count that is kept at the door, in standard deviations. */
const DOOR_DEVIATIONS = 2;

export function planRelease(inputs: ReleaseInputs): number {
  const { waiting, showUpShare, rateAllowance, atDoor, toCome } = inputs;
  const openings = Math.min(inputs.freeSlots + callAhead(inputs), rateAllowance);
  const missing = openings - atDoor - toCome;
  // Rounded to the nearest: a fraction of a person is neither called too early nor forgotten.
  const calls = Math.round(missing / Math.max(showUpShare, 1 / CALLS_PER_SLOT_MAX));
  return Math.max(0, Math.min(calls, waiting, CALLS_PER_TICK_MAX));
}

/** Slots to call for although they are still taken. */
function callAhead({ inside, visitMs, latencyMs }: ReleaseInputs): number {
  if (visitMs === undefined || inside <= 0) return 0;
  if (latencyMs / (visitMs + latencyMs) <= IDLE_SHARE_WITHOUT_LEAD) return 0;
  const leaving = (inside * latencyMs) / Math.max(visitMs, 1);
  return Math.ceil(leaving + DOOR_DEVIATIONS * Math.sqrt(leaving));
}
