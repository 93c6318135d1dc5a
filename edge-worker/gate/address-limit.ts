/**
 * The coarse shield before joining: how many new places one address block may take in a minute, as the room's
 * operator set it. Counted per location by the platform, so it is never an exact cap.
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

/** Counts one more for the block of `address`. */
export async function limitReached(limiters: Limiters, limit: AddressLimit, address: string): Promise<boolean> {
  if (limit === "off") return false;
  const { success } = await limiters[LIMITER[limit]].limit({ key: addressBlock(address) });
  return !success;
}
