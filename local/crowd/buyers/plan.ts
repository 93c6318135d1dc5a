/**
 * What sort of person a buyer is: how many seats, chosen how, paid with what, pressing how often. Decided by the seed
 * and the buyer's number alone, before anything is known of the system, so that a run can be repeated.
 *
 * Shares are those of a lively sale: most people pay at once; every way in which a sale can go wrong is among them.
 */
import { Chance } from "../random.ts";

export type ChoiceKind = "seats" | "best" | "area";

/** What becomes of the seats once they are held. */
type Ending =
  /** Pays with a card that works. */
  | "pays"
  /** The first card is declined, the second works. */
  | "declined_once"
  /** Every card is declined; gives the seats back. */
  | "declined"
  /** The bank asks, and the buyer confirms. */
  | "confirms"
  /** Gives the seats back and goes. */
  | "walks_away"
  /** Closes the laptop: neither seats nor place are given back. */
  | "vanishes";

export interface BuyerPlan {
  readonly index: number;
  readonly partySize: number;
  readonly choice: ChoiceKind;
  readonly ending: Ending;
  /** Sends the reservation twice at once, under one idempotency key. */
  readonly reservesTwice: boolean;
  /** Sends the payment twice at once. */
  readonly paysTwice: boolean;
  /** The chance of everything that is decided later, such as which seats. */
  readonly chance: Chance;
  /** An address block of their own, as people at home have. */
  readonly address: string;
  readonly email: string;
}

const PARTY_SIZES = [
  [15, 1],
  [50, 2],
  [12, 3],
  [18, 4],
  [2, 5],
  [3, 6],
] as const;

const CHOICES = [
  [50, "seats"],
  [45, "best"],
  [5, "area"],
] as const satisfies readonly (readonly [number, ChoiceKind])[];

const ENDINGS = [
  [83, "pays"],
  [4, "declined_once"],
  [3, "declined"],
  [5, "confirms"],
  [4, "walks_away"],
  [1, "vanishes"],
] as const satisfies readonly (readonly [number, Ending])[];

const PRESSES_TWICE_SHARE = 0.06;

/** Test payment methods, by Stripe's names. */
export const CARDS = {
  works: "pm_card_visa",
  declined: "pm_card_chargeDeclined",
  asks: "pm_card_threeDSecure2Required",
} as const;

/** @param run a few letters that make this run's mail addresses its own. */
export function planBuyer(seed: number, index: number, run: string): BuyerPlan {
  const chance = new Chance((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0);
  chance.unit(); // neighbouring seeds start alike
  return {
    index,
    partySize: chance.weighted<number>(PARTY_SIZES),
    choice: chance.weighted<ChoiceKind>(CHOICES),
    ending: chance.weighted<Ending>(ENDINGS),
    reservesTwice: chance.happens(PRESSES_TWICE_SHARE),
    paysTwice: chance.happens(PRESSES_TWICE_SHARE),
    chance,
    address: addressOf(index),
    email: `buyer-${index}-${run}@crowd.example`,
  };
}

/** Benchmarking addresses (RFC 2544) and on from there: one /24 for each buyer. */
function addressOf(index: number): string {
  return `${20 + ((index >> 16) & 127)}.${(index >> 8) & 255}.${index & 255}.${1 + (index % 254)}`;
}
