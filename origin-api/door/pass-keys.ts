/**
 * The keys of tickets' codes, which are here and nowhere else, and the codes that they sign and know.
 *
 * A code is made when somebody wants to see it, not when the ticket is sold. EdDSA is deterministic: the same ticket
 * has the same code, on paper and on every screen.
 */
import { base64url, calculateJwkThumbprint, errors, importJWK, jwtVerify, SignJWT, type JWK } from "jose";
import type { EventId, PassId } from "../../core/brand.ts";
import { DOOR_LIMITS, passClaims, type PassClaims, type PassPublicKey } from "../../core/contract/door.ts";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";

const ALGORITHM = "EdDSA";
/** The edition of a pass that was never issued anew. */
export const FIRST_EDITION = 1;

export interface PassSecrets {
  readonly PASS_KEY: string;
  readonly PASS_KEY_PREVIOUS?: string;
}

export interface PassKeys {
  /** The current one first. */
  readonly publicKeys: readonly PassPublicKey[];
  readonly sign: (claims: PassClaims) => Promise<string>;
  /** Signs the bytes of a page of the list, see `LIST_SIGNATURE`. */
  readonly signList: (eventId: EventId, page: ArrayBuffer) => Promise<string>;
  /** What a code says, of whatever event, or `undefined` when it is none of ours. */
  readonly verify: (code: string) => Promise<PassClaims | undefined>;
}

let latest: { readonly texts: string; readonly keys: PassKeys } | undefined;

/** The keys of `secrets`, imported once. Throws when there is none: a code that nobody can check must not be given out. */
export async function passKeysOf(secrets: PassSecrets): Promise<PassKeys> {
  const { PASS_KEY: current, PASS_KEY_PREVIOUS: previous = "" } = secrets;
  const texts = `${current}\n${previous}`;
  if (latest?.texts === texts) return latest.keys;
  const keys = await importKeys(
    JSON.parse(current) as JWK,
    previous === "" ? undefined : (JSON.parse(previous) as JWK),
  );
  latest = { texts, keys };
  return keys;
}

async function importKeys(current: JWK, previous: JWK | undefined): Promise<PassKeys> {
  const publicKeys = [await publicPart(current)];
  if (previous !== undefined) publicKeys.push(await publicPart(previous));
  const verifying = new Map<string, CryptoKey>();
  for (const jwk of publicKeys) verifying.set(jwk.kid, await ed25519(jwk));
  const signing = await ed25519(current);
  const header = { alg: ALGORITHM, typ: TOKEN_TYPES.pass, kid: publicKeys[0]?.kid ?? "" };
  return {
    publicKeys,
    sign: ({ aud, sub, pl, ed }) => new SignJWT({ aud, sub, pl, ed }).setProtectedHeader(header).sign(signing),
    signList: async (eventId, page) => {
      const sha = base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", page)));
      const listHeader = { ...header, typ: TOKEN_TYPES.doorList };
      return new SignJWT({ aud: eventId, sha }).setProtectedHeader(listHeader).sign(signing);
    },
    verify: async (code) => {
      if (code.length > DOOR_LIMITS.codeLengthMax) return undefined;
      const find = ({ kid }: { kid?: string }): CryptoKey => {
        const key = verifying.get(kid ?? "");
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return key;
      };
      try {
        const { payload } = await jwtVerify(code, find, { algorithms: [ALGORITHM], typ: TOKEN_TYPES.pass });
        const claims = passClaims.safeParse(payload);
        return claims.success ? claims.data : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/** A ticket of the buyer's order with the code that opens the venue. */
export async function withCode<Ticket extends { readonly ticketId: PassId; readonly label: string }>(
  keys: PassKeys,
  { eventId, edition }: { readonly eventId: EventId; readonly edition: number },
  ticket: Ticket,
): Promise<Ticket & { code: string }> {
  const place = Array.from(ticket.label).slice(0, DOOR_LIMITS.placeLengthMax).join("");
  return { ...ticket, code: await keys.sign({ aud: eventId, sub: ticket.ticketId, pl: place, ed: edition }) };
}

/** Without the private number, and named: by its own `kid`, else by its thumbprint (RFC 7638). */
async function publicPart(jwk: JWK): Promise<PassPublicKey> {
  if (jwk.kty !== "OKP" || jwk.crv !== "Ed25519" || jwk.x === undefined) throw new Error("not an Ed25519 key");
  if (base64url.decode(jwk.x).byteLength !== 32) throw new Error("not an Ed25519 key");
  const shown = { kty: "OKP", crv: "Ed25519", x: jwk.x } as const;
  return { ...shown, kid: jwk.kid ?? (await calculateJwkThumbprint(shown)), alg: "EdDSA", use: "sig" };
}

async function ed25519(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("not an Ed25519 key");
  return key;
}
