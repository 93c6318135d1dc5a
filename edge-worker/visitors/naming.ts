/**
 * Naming a room or an event for the first time: counted, see `gate/first-sight.ts`.
 */
import { problem, type Problem } from "../../core/contract/problem.ts";
import { limitReached } from "../gate/address-limit.ts";
import type { Call } from "../requests/call.ts";

/** The limiter counts per minute; half of that is a fair guess of when there is room again. */
const RETRY_SECONDS = 30;

/** @returns why the caller may not look `name` up now, if so. */
export async function refuseNaming(call: Call, name: string): Promise<Problem | undefined> {
  const { door, clientAddress } = call;
  if (door.heard.has(name)) return undefined;
  if (await limitReached(door.env, "normal", clientAddress, "names")) {
    return problem("rate_limited", { retryAfterSeconds: RETRY_SECONDS });
  }
  door.heard.remember(name);
  return undefined;
}
