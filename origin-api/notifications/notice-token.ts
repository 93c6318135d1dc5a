/**
 * The right of whoever reads a mailbox: to say that it wants a mail, or no more of them. A JWT, HS256, `typ`
 * notice+jwt, `aud` its purpose, `sub` the address. It carries no time: who unsubscribes a year later still can.
 */
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { email, eventId, organizationId } from "../../core/contract/fields.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";
import { linkKeyOf } from "../checkout/link-key.ts";

const ALGORITHM = "HS256";
export const NOTICE_TOKEN_LENGTH_MAX = 1_500;

const noticeRight = z.discriminatedUnion("purpose", [
  z.object({ purpose: z.literal("unsubscribe"), organizationId, email }),
  z.object({ purpose: z.literal("sale_opening"), eventId, email, language: z.string().max(5) }),
]);
export type NoticeRight = z.infer<typeof noticeRight>;

/** The same right has the same token, always. */
export async function signNoticeToken(right: NoticeRight, secret: string): Promise<string> {
  const { purpose, email: address } = right;
  const of = purpose === "unsubscribe" ? { org: right.organizationId } : { evt: right.eventId, lang: right.language };
  return new SignJWT(of)
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPES.notice })
    .setAudience(purpose)
    .setSubject(address)
    .sign(await linkKeyOf(secret));
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
    const { payload } = await jwtVerify(token, await linkKeyOf(secret), options);
    const { sub, org, evt, lang } = payload;
    const said = { purpose, email: sub, organizationId: org, eventId: evt, language: lang };
    const parsed = noticeRight.safeParse(said);
    return parsed.success ? (parsed.data as Extract<NoticeRight, { purpose: Purpose }>) : undefined;
  } catch {
    return undefined;
  }
}
