/**
 * When people may come in. An organizer says so; where nobody did, the start of the event decides.
 */
import { millis, type Millis } from "../brand.ts";

const HOUR_MS = 3_600_000;
/** Doors open this long before the start, where nobody said otherwise. */
const OPEN_BEFORE_START_MS = 4 * HOUR_MS;
/** Long enough for a night that ends in the morning, and for whoever stepped outside. */
const CLOSE_AFTER_START_MS = 24 * HOUR_MS;

export interface DoorHours {
  readonly opensAtMs: Millis;
  readonly closesAtMs: Millis;
}

/** @param said what an organizer decided; each may be left to the start of the event. */
export function doorHours(
  startsAtMs: Millis,
  said: { readonly opensAtMs?: Millis | undefined; readonly closesAtMs?: Millis | undefined },
): DoorHours {
  return {
    opensAtMs: said.opensAtMs ?? millis(startsAtMs - OPEN_BEFORE_START_MS),
    closesAtMs: said.closesAtMs ?? millis(startsAtMs + CLOSE_AFTER_START_MS),
  };
}
