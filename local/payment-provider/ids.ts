// Mints identifiers that look like Stripe's: a prefix that tells the object, then random letters and digits.
// Chance enters the rules only through `Mint`, so a rule stays a pure function of what it is given.
import { randomFillSync } from "node:crypto";

const LENGTH_BY_PREFIX = {
  pi_3: 22,
  ch_3: 22,
  re_3: 22,
  txn_3: 22,
  du_1: 22,
  pm_1: 22,
  evt_3: 22,
  we_1: 22,
  req_: 14,
  whsec_: 32,
  _secret_: 25,
  challenge_: 24,
} as const;

export type IdPrefix = keyof typeof LENGTH_BY_PREFIX;
export type Mint = (prefix: IdPrefix) => string;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Draws from the system's generator in pages: one call per id would cost more than the rest of the id. */
export function createMint(): Mint {
  const page = new Uint8Array(4096);
  let used = page.length;
  return (prefix) => {
    const length = LENGTH_BY_PREFIX[prefix];
    if (used + length > page.length) {
      randomFillSync(page);
      used = 0;
    }
    let id: string = prefix;
    for (let index = 0; index < length; index += 1) id += ALPHABET[(page[used + index] ?? 0) % ALPHABET.length];
    used += length;
    return id;
  };
}
