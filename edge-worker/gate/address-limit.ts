/**
 * The coarse shield of the door: how much one address block may ask for in a minute. How many new places it may take is
 * for the room's operator to set. Counted per location by the platform, so it is never an exact cap.
 */
import type { AddressLimit } from "../../core/queue/settings.ts";
import type { Env } from "../env.ts";
import { addressBlock } from "./address-block.ts";

type Limiters = Pick<Env, "JOIN_LIMIT_RELAXED" | "JOIN_LIMIT_NORMAL" | "JOIN_LIMIT_STRICT">;

const LIMITER = {
  relaxed: "JOIN_LIMIT_RELAXED",
  normal: "JOIN_LIMIT_NORMAL",
  strict: "JOIN_LIMIT_STRICT",
} as const satisfies Record<Exclude<AddressLimit, "off">, keyof Limiters>;

/**
 * Counts one more for the block of `address`.
 *
 * @param what is counted; each has a count of its own.
 */
export async function limitReached(
  limiters: Limiters,
  limit: AddressLimit,
  address: string,
  what: "places" | "names" | "returns" | "searches" | "order links" | "reminders",
): Promise<boolean> {
  if (limit === "off") return false;
  const { success } = await limiters[LIMITER[limit]].limit({ key: `${what} ${addressBlock(address)}` });
  return !success;
}
