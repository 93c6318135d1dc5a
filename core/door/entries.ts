/**
 * Who was first with a pass, when gates without a network let people in and told of it later.
 *
 * The answer follows from the entries alone, not from the order in which they came to be known: by time, then by nonce.
 */
import type { Entry } from "./judge.ts";

/** Sorts entries with one pass, the first first. */
export function inOrderOfEntry(a: Entry, b: Entry): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  return a.nonce < b.nonce ? -1 : 1;
}

/** The one that counts; every other one is a conflict that a person must hear of. */
export function firstEntry(entries: readonly Entry[]): Entry | undefined {
  return entries.toSorted(inOrderOfEntry)[0];
}
