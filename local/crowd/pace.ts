/**
 * How long the house will still be on sale, by the pace so far: whoever vanishes with seats in hand when there is less
 * time left than a hold lasts would keep everybody waiting for the end of that hold, and not for the system.
 */

/** The shortest hold, one minute, and the ten seconds that its seats may come back later. */
const HOLD_LASTS_S = 70;
/** Before that nobody knows the pace. */
const PACE_KNOWN_AFTER_S = 10;

export interface SoldSoFar {
  readonly seconds: number;
  readonly seatsSold: number;
  /** That somebody could still take. */
  readonly seatsLeft: number;
}

/** Would a hold that is made now run out before everything is sold? */
export function holdRunsOutInTime({ seconds, seatsSold, seatsLeft }: SoldSoFar): boolean {
  if (seconds < PACE_KNOWN_AFTER_S) return false;
  return seatsLeft * seconds > HOLD_LASTS_S * seatsSold;
}
