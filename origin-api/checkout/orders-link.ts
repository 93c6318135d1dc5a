/**
 * The right to see all orders of an address, for a while: a JWT that stands in a mail to it. HS256, `typ`
 * orders-link+jwt, `aud` my-orders, `sub` the address. It can be used again until it runs out.
 */
import { jwtVerify, SignJWT } from "jose";
import { email } from "../../core/contract/fields.ts";
import { ORDERS_LINK_MINUTES } from "../../core/contract/my-orders.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";
import { linkKeyOf } from "./link-key.ts";

const AUDIENCE = "my-orders";
const ALGORITHM = "HS256";
const TOKEN_LENGTH_MAX = 2_000;
const MS_PER_SECOND = 1_000;

export async function signOrdersLink(address: string, nowMs: number, secret: string): Promise<string> {
  const nowSeconds = Math.floor(nowMs / MS_PER_SECOND);
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPES.ordersLink })
    .setAudience(AUDIENCE)
    .setSubject(address)
    .setExpirationTime(nowSeconds + ORDERS_LINK_MINUTES * 60)
    .sign(await linkKeyOf(secret));
}

/** Whose orders a token opens, or `undefined` when it is none of ours or has run out. */
export async function verifyOrdersLink(token: string, nowMs: number, secret: string): Promise<string | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  try {
    const { payload } = await jwtVerify(token, await linkKeyOf(secret), {
      algorithms: [ALGORITHM],
      typ: TOKEN_TYPES.ordersLink,
      audience: AUDIENCE,
      requiredClaims: ["exp"],
      currentDate: new Date(nowMs),
    });
    return email.safeParse(payload.sub).data;
  } catch {
    return undefined;
  }
}
