/**
 * The right to read one order: a JWT that stands in the link of the mail and of the answer. HS256, `typ`
 * order-access+jwt, `aud` order, `sub` the order, `evt` its event, so that an order can be read while Postgres is down;
 * `ed` the edition of the link, which the books compare: the links that a stranger got end with the correction.
 * In a text message stands a shorter one, see `short-order-key.ts`.
 */
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { eventId, orderId } from "../../core/contract/fields.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";
import { linkKeyOf } from "./link-key.ts";
import { FIRST_LINK_EDITION, type OrderAccess } from "./order-right.ts";
import { isShortKey, verifyShortOrderKey } from "./short-order-key.ts";

const AUDIENCE = "order";
const ALGORITHM = "HS256";
const TOKEN_LENGTH_MAX = 1_000;

const linkEdition = z.int().min(FIRST_LINK_EDITION).default(FIRST_LINK_EDITION);

/** The same edition of an order's link has the same key, always: it carries no time. */
export async function signOrderAccess({ orderId, eventId, linkEdition }: OrderAccess, secret: string): Promise<string> {
  const edition = linkEdition === FIRST_LINK_EDITION ? {} : { ed: linkEdition };
  return new SignJWT({ evt: eventId, ...edition })
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPES.orderAccess })
    .setAudience(AUDIENCE)
    .setSubject(orderId)
    .sign(await linkKeyOf(secret));
}

/** What a key opens, or `undefined` when it is none of ours. */
export async function verifyOrderAccess(token: string, secret: string): Promise<OrderAccess | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  if (isShortKey(token)) return verifyShortOrderKey(token, secret);
  try {
    const options = { algorithms: [ALGORITHM], typ: TOKEN_TYPES.orderAccess, audience: AUDIENCE };
    const { payload } = await jwtVerify(token, await linkKeyOf(secret), options);
    const order = orderId.safeParse(payload.sub);
    const event = eventId.safeParse(payload["evt"]);
    const edition = linkEdition.safeParse(payload["ed"]);
    return order.success && event.success && edition.success
      ? { orderId: order.data, eventId: event.data, linkEdition: edition.data }
      : undefined;
  } catch {
    return undefined;
  }
}
