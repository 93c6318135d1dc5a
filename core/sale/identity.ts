/**
 * Who a hold is: reservation id and jitter, both from one keyed hash of holder and idempotency key.
 *
 * So the key needs no table of its own and is never forgotten: the same holder asking with the same key comes to the
 * same reservation, whatever was lost between (S8). Without the object's secret nobody can foretell either value.
 */
import { millis, type EventId, type VisitorId } from "../brand.ts";
import type { HoldIdentity } from "./hold.ts";
import { FREE_JITTER_MAX_MS } from "./limits.ts";
import { reservationIdFor } from "./reservation-id.ts";

/** @param keyedHashHex a keyed hash of the text, at least 40 hex digits, unknown to outsiders */
export function holdIdentity(
  eventId: EventId,
  holder: VisitorId,
  requestId: string,
  keyedHashHex: (text: string) => string,
): HoldIdentity {
  const hash = keyedHashHex(`${holder}\n${requestId}`);
  const variant = "89ab"[Number.parseInt(hash.charAt(16), 16) & 3];
  const random = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
  return {
    reservation: reservationIdFor(eventId, random),
    jitterMs: millis(Number.parseInt(hash.slice(32, 40), 16) % (FREE_JITTER_MAX_MS + 1)),
  };
}
