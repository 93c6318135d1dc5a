/**
 * Ids that follow from what they name, by SHA-256: the same sale has the same passes, the same mail and the same
 * reference whoever books it, however often, with or without the books (docs/adr/0001).
 */
import type { OrderId, PassId, ReservationId } from "../../core/brand.ts";
import type { ReservedPlace } from "../../core/contract/seat-allocator.ts";

const encoder = new TextEncoder();
/** Crockford's: no I, L, O or U, so that it can be read out on the phone. */
const REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const REFERENCE_LENGTH = 10;

/** A UUID, version 8 (RFC 9562: made by the application's own rule), that follows from `parts`. */
export async function derivedId(...parts: readonly string[]): Promise<string> {
  const digest = await sha256(parts.join("\n"));
  const hex = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Hash of what was asked, to tell a repeated request from another one. */
export async function fingerprintOf(asked: unknown): Promise<string> {
  return Array.from(await sha256(JSON.stringify(asked)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a person reads out: ten characters in two groups, 50 bits. */
export async function referenceOf(orderId: OrderId): Promise<string> {
  const digest = await sha256(`reference\n${orderId}`);
  const text = Array.from(digest.subarray(0, REFERENCE_LENGTH), (byte) => REFERENCE_ALPHABET[byte % 32]).join("");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** What a steward can type for one ticket of an order: its reference and which one. */
export function passNumberOf(reference: string, position: number): string {
  return `${reference}-${position + 1}`;
}

export interface DerivedPass extends ReservedPlace {
  readonly id: PassId;
  readonly position: number;
}

/** One pass a place. Places of one area share its id and are counted. */
export async function passesOf(orderId: ReservationId, places: readonly ReservedPlace[]): Promise<DerivedPass[]> {
  const seen = new Map<string, number>();
  return Promise.all(
    places.map(async (place, position) => {
      const nth = seen.get(place.seatId) ?? 0;
      seen.set(place.seatId, nth + 1);
      return { ...place, position, id: (await derivedId("pass", orderId, place.seatId, String(nth))) as PassId };
    }),
  );
}

export async function confirmationIdOf(orderId: OrderId, channel: "email" | "sms"): Promise<string> {
  return channel === "email"
    ? derivedId("order_confirmation", orderId)
    : derivedId("order_confirmation", orderId, channel);
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}
