/**
 * The right to be inside as a signed token: JWT, EdDSA, `typ: admission+jwt`, `aud` = room. Public keys verify it
 * anywhere, see `routes/jwks.ts`. Whether its session has ended is not in it: see `views/room-views.ts` (W1).
 *
 * The same session gives the same token, byte for byte: asking again is not a second admission (W3).
 */
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { Millis, RoomId, SessionId, VisitorId } from "../../core/brand.ts";
import type { Session } from "../../core/contract/waiting-room.ts";
import { TOKEN_TYPES, type AdmissionClaims } from "../../core/contract/tokens.ts";
import type { Keys } from "./keys.ts";
import { isUuid, TOKEN_LENGTH_MAX } from "./shape.ts";

const MS_PER_SECOND = 1000;

export function signAdmission(session: Session, roomId: RoomId, keys: Keys): Promise<string> {
  return keys.admission.sign({
    sid: session.sessionId,
    aud: roomId,
    sub: session.visitorId,
    iat: Math.floor(session.admittedAtMs / MS_PER_SECOND),
    exp: Math.floor(session.expiresAtMs / MS_PER_SECOND),
  });
}

/** @returns what the admission says, or `undefined` when it is not one of ours or has expired. */
export async function verifyAdmission(token: string, keys: Keys, nowMs: Millis): Promise<AdmissionClaims | undefined> {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  try {
    const key = keys.admission.verifying.get(decodeProtectedHeader(token).kid ?? "");
    if (key === undefined) return undefined;
    const { payload } = await jwtVerify(token, key, {
      algorithms: ["EdDSA"],
      typ: TOKEN_TYPES.admission,
      currentDate: new Date(nowMs),
    });
    const { sub, aud, sid, iat, exp } = payload;
    if (!isUuid(sub) || !isUuid(aud) || !isUuid(sid) || iat === undefined || exp === undefined) return undefined;
    return {
      visitorId: sub as VisitorId,
      sessionId: sid as SessionId,
      roomId: aud as RoomId,
      issuedAt: iat,
      expiresAt: exp,
    };
  } catch (error) {
    // decodeProtectedHeader throws a TypeError for what is no JWT at all
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}
