/**
 * The key of an order's link where every character costs, in a text message: order and event as bytes and half of an
 * HMAC-SHA-256 over both, base64url, 64 characters. It opens what the long one opens.
 *
 * What is signed begins with a line of its own, which no JWT's signing input has, so neither key passes for the other.
 */
import { base64url } from "jose";
import { eventId, orderId } from "../../core/contract/fields.ts";
import { linkKeyOf } from "./link-key.ts";
import type { OrderAccess } from "./order-right.ts";

const MAC_BYTES = 16;
const UUID_BYTES = 16;
const SHORT = /^[A-Za-z0-9_-]{64}$/u;

export function isShortKey(key: string): boolean {
  return SHORT.test(key);
}

export async function signShortOrderKey(access: OrderAccess, secret: string): Promise<string> {
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", await linkKeyOf(secret), signed(access)));
  return base64url.encode(
    Uint8Array.from([...bytesOf(access.orderId), ...bytesOf(access.eventId), ...mac.subarray(0, MAC_BYTES)]),
  );
}

/** What it opens, or `undefined` when it is none of ours. */
export async function verifyShortOrderKey(key: string, secret: string): Promise<OrderAccess | undefined> {
  if (!isShortKey(key)) return undefined;
  const bytes = base64url.decode(key);
  const order = orderId.safeParse(uuidOf(bytes.subarray(0, UUID_BYTES)));
  const event = eventId.safeParse(uuidOf(bytes.subarray(UUID_BYTES, 2 * UUID_BYTES)));
  if (!order.success || !event.success) return undefined;
  const access = { orderId: order.data, eventId: event.data };
  return isSame(await signShortOrderKey(access, secret), key) ? access : undefined;
}

function signed({ orderId: order, eventId: event }: OrderAccess): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(`order-access-short\n${order}\n${event}`));
}

/** Looks at every character, so that the time it takes tells nothing. */
function isSame(ours: string, given: string): boolean {
  let differs = ours.length ^ given.length;
  for (let at = 0; at < ours.length; at += 1) differs |= ours.charCodeAt(at) ^ given.charCodeAt(at);
  return differs === 0;
}

function bytesOf(uuid: string): number[] {
  return (uuid.replaceAll("-", "").match(/../gu) ?? []).map((hex) => Number.parseInt(hex, 16));
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
