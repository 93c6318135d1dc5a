/**
 * The right to read one order: a JWT that stands in the link of the mail and of the answer. HS256, `typ`
 * order-access+jwt, `aud` order, `sub` the order, `evt` its event, so that an order can be read while Postgres is down.
 */
import { base64url, jwtVerify, SignJWT } from "jose";
import type { EventId, OrderId } from "../../core/brand.ts";
import { eventId, orderId } from "../../core/contract/fields.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";

const AUDIENCE = "order";
const ALGORITHM = "HS256";
const KEY_BYTES_MIN = 32;
const TOKEN_LENGTH_MAX = 1_000;

export interface OrderAccess {
  readonly orderId: OrderId;
  readonly eventId: EventId;
}

let latest: { readonly text: string; readonly key: CryptoKey } | undefined;

async function keyOf(text: string): Promise<CryptoKey> {
  if (latest?.text === text) return latest.key;
  const bytes = new Uint8Array(base64url.decode(text));
  if (bytes.length < KEY_BYTES_MIN) throw new Error("ORDER_ACCESS_KEY must be base64url of 32 bytes or more");
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign", "verify"]);
  latest = { text, key };
  return key;
}

/** The same order has the same key, always: it carries no time. */
export async function signOrderAccess({ orderId, eventId }: OrderAccess, secret: string): Promise<string> {
  return new SignJWT({ evt: eventId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPES.orderAccess })
    .setAudience(AUDIENCE)
    .setSubject(orderId)
    .sign(await keyOf(secret));
}

/** What a key opens, or `undefined` when it is none of ours. */
export async function verifyOrderAccess(token: string, secret: string): Promise<OrderAccess | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  try {
    const options = { algorithms: [ALGORITHM], typ: TOKEN_TYPES.orderAccess, audience: AUDIENCE };
    const { payload } = await jwtVerify(token, await keyOf(secret), options);
    const order = orderId.safeParse(payload.sub);
    const event = eventId.safeParse(payload["evt"]);
    return order.success && event.success ? { orderId: order.data, eventId: event.data } : undefined;
  } catch {
    return undefined;
  }
}
