/** Checks signatures on this device, by WebCrypto: codes of tickets, and pages of the list as they arrive. */
import { base64url, createLocalJWKSet, jwtVerify, errors } from "jose";
import type { EventId } from "../../../core/brand.ts";
import {
  DOOR_LIMITS,
  listClaims,
  passClaims,
  type PassClaims,
  type PassPublicKey,
} from "../../../core/contract/door.ts";
import { TOKEN_TYPES } from "../../../core/contract/tokens.ts";

const ALGORITHMS = ["EdDSA"];

/** What a code says, of whatever event, or `undefined` when nobody of ours signed it. */
export async function verifyCode(code: string, keys: readonly PassPublicKey[]): Promise<PassClaims | undefined> {
  if (code.length > DOOR_LIMITS.codeLengthMax) return undefined;
  try {
    const options = { algorithms: ALGORITHMS, typ: TOKEN_TYPES.pass };
    const { payload } = await jwtVerify(code, keySet(keys), options);
    const claims = passClaims.safeParse(payload);
    return claims.success ? claims.data : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Throws when the page is not what the office signed for this event. */
export async function verifyPage(
  page: ArrayBuffer,
  signature: string,
  eventId: EventId,
  keys: readonly PassPublicKey[],
): Promise<void> {
  const options = { algorithms: ALGORITHMS, typ: TOKEN_TYPES.doorList, audience: eventId };
  const { payload } = await jwtVerify(signature, keySet(keys), options);
  const sha = base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", page)));
  if (listClaims.parse(payload).sha !== sha) throw new Error("a page of the list is not what was signed");
}

function keySet(keys: readonly PassPublicKey[]) {
  return createLocalJWKSet({ keys: [...keys] });
}
