/**
 * The right of whoever reads a mailbox: to say that it wants a mail, or no more of them. A JWT, HS256, `typ`
 * notice+jwt, `aud` its purpose, `sub` the address. It carries no time: who unsubscribes a year later still can.
 */
import { base64url, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { email, eventId, organizationId } from "../../core/contract/fields.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";

const ALGORITHM = "HS256";
const KEY_BYTES_MIN = 32;
export const NOTICE_TOKEN_LENGTH_MAX = 1_500;

const noticeRight = z.discriminatedUnion("purpose", [
  z.object({ purpose: z.literal("unsubscribe"), organizationId, email }),
  z.object({ purpose: z.literal("sale_opening"), eventId, email }),
]);
export type NoticeRight = z.infer<typeof noticeRight>;

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

/** The same right has the same token, always. */
export async function signNoticeToken(right: NoticeRight, secret: string): Promise<string> {
  const { purpose, email: address } = right;
  const of = purpose === "unsubscribe" ? { org: right.organizationId } : { evt: right.eventId };
  return new SignJWT(of)
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPES.notice })
    .setAudience(purpose)
    .setSubject(address)
    .sign(await keyOf(secret));
}

/** What a token allows, or `undefined` when it is none of ours or for something else. */
export async function verifyNoticeToken<Purpose extends NoticeRight["purpose"]>(
  token: string,
  purpose: Purpose,
  secret: string,
): Promise<Extract<NoticeRight, { purpose: Purpose }> | undefined> {
  if (token.length > NOTICE_TOKEN_LENGTH_MAX) return undefined;
  try {
    const options = { algorithms: [ALGORITHM], typ: TOKEN_TYPES.notice, audience: purpose };
    const { payload } = await jwtVerify(token, await keyOf(secret), options);
    const { sub, org, evt } = payload;
    const parsed = noticeRight.safeParse({ purpose, email: sub, organizationId: org, eventId: evt });
    return parsed.success ? (parsed.data as Extract<NoticeRight, { purpose: Purpose }>) : undefined;
  } catch {
    return undefined;
  }
}
