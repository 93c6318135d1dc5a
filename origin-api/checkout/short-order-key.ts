/**
 * The key of an order's link where every character costs, in a text message: order and event as bytes and half of an
 * HMAC-SHA-256 over both, base64url, 64 characters; where the link is of a later edition, two bytes more say which, and
 * are signed as well. It opens what the long one opens.
 *
 * What is signed begins with a line of its own, which no JWT's signing input has, so neither key passes for the other.
 */
import { base64url } from "jose";
import { eventId, orderId } from "../../core/contract/fields.ts";
import { linkKeyOf } from "./link-key.ts";
import { FIRST_LINK_EDITION, type OrderAccess } from "./order-right.ts";

const MAC_BYTES = 16;
const UUID_BYTES = 16;
const MAC_AT = 2 * UUID_BYTES;
const EDITION_AT = MAC_AT + MAC_BYTES;
const EDITION_BYTES = 2;
/** 48 bytes, or 50. */
const SHORT = /^[A-Za-z0-9_-]{64}(?:[A-Za-z0-9_-]{3})?$/u;

export function isShortKey(key: string): boolean {
  return SHORT.test(key);
}

export async function signShortOrderKey(access: OrderAccess, secret: string): Promise<string> {
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", await linkKeyOf(secret), signed(access)));
  const ids = [...bytesOf(access.orderId), ...bytesOf(access.eventId)];
  return base64url.encode(
    Uint8Array.from([...ids, ...mac.subarray(0, MAC_BYTES), ...editionBytes(access.linkEdition)]),
  );
}

/** What it opens, or `undefined` when it is none of ours. */
export async function verifyShortOrderKey(key: string, secret: string): Promise<OrderAccess | undefined> {
  if (!isShortKey(key)) return undefined;
  const bytes = base64url.decode(key);
  const order = orderId.safeParse(uuidOf(bytes.subarray(0, UUID_BYTES)));
  const event = eventId.safeParse(uuidOf(bytes.subarray(UUID_BYTES, MAC_AT)));
  if (!order.success || !event.success) return undefined;
  const [high = 0, low = FIRST_LINK_EDITION] = bytes.subarray(EDITION_AT);
  const access = { orderId: order.data, eventId: event.data, linkEdition: high * 256 + low };
  return isSame(await signShortOrderKey(access, secret), key) ? access : undefined;
}

function signed({ orderId: order, eventId: event, linkEdition }: OrderAccess): Uint8Array<ArrayBuffer> {
  const edition = linkEdition === FIRST_LINK_EDITION ? "" : `\n${linkEdition}`;
  return new Uint8Array(new TextEncoder().encode(`order-access-short\n${order}\n${event}${edition}`));
}

/** None for the first, so that its key stays short. */
function editionBytes(edition: number): number[] {
  if (edition === FIRST_LINK_EDITION) return [];
  const bytes = new Uint8Array(EDITION_BYTES);
  new DataView(bytes.buffer).setUint16(0, edition);
  return [...bytes];
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
