/**
 * The door's keys, imported once per isolate from its secrets. Each kind of token has a key of its own.
 *
 * Admissions verify with the current key and, during a rotation, with the one before; only the current one signs.
 */
import { base64url, calculateJwkThumbprint, importJWK, type JWK } from "jose";
import { TOKEN_TYPES } from "../../core/contract/tokens.ts";
import { ed25519Signer, hmacSigner } from "./compact-jws.ts";

export interface Keys {
  /** HS256: places in a queue. */
  readonly ticket: { readonly sign: ReturnType<typeof hmacSigner>; readonly verifying: CryptoKey };
  /** EdDSA: admissions. */
  readonly admission: {
    readonly sign: ReturnType<typeof ed25519Signer>;
    readonly verifying: ReadonlyMap<string, CryptoKey>;
  };
  /** The public keys of admissions, for origins that verify them themselves. */
  readonly publicKeys: readonly PublicJwk[];
}

export interface KeySecrets {
  /** base64url of 32 bytes or more. */
  readonly TICKET_KEY: string;
  /** Ed25519 private key, JWK as JSON text. */
  readonly ADMISSION_KEY: string;
  /** Ed25519 public key that was in use before, JWK as JSON text. */
  readonly ADMISSION_KEY_PREVIOUS?: string;
}

const TICKET_KEY_BYTES_MIN = 32;

/** Imports the keys; throws when a secret is missing or weak, because a door without keys must not open. */
export async function importKeys(secrets: KeySecrets): Promise<Keys> {
  const ticketBytes = new Uint8Array(base64url.decode(secrets.TICKET_KEY));
  if (ticketBytes.byteLength < TICKET_KEY_BYTES_MIN) throw new Error("TICKET_KEY must have at least 32 bytes");
  const hs256 = { name: "HMAC", hash: "SHA-256" };
  const ticket = await crypto.subtle.importKey("raw", ticketBytes, hs256, false, ["verify"]);

  const current = JSON.parse(secrets.ADMISSION_KEY) as JWK;
  const shown = await publicPart(current);
  const publics = [shown];
  if (secrets.ADMISSION_KEY_PREVIOUS !== undefined && secrets.ADMISSION_KEY_PREVIOUS !== "") {
    publics.push(await publicPart(JSON.parse(secrets.ADMISSION_KEY_PREVIOUS) as JWK));
  }
  const verifying = new Map<string, CryptoKey>();
  for (const jwk of publics) verifying.set(jwk.kid, await ed25519(jwk));
  const admissionHeader = { alg: "EdDSA", typ: TOKEN_TYPES.admission, kid: shown.kid };
  return {
    ticket: { sign: hmacSigner({ alg: "HS256", typ: TOKEN_TYPES.ticket }, ticketBytes), verifying: ticket },
    admission: { sign: ed25519Signer(admissionHeader, await ed25519(current)), verifying },
    publicKeys: publics,
  };
}

type PublicJwk = JWK & { readonly kid: string };

/** Without the private number, and named: by its own `kid`, else by its thumbprint (RFC 7638). */
async function publicPart(jwk: JWK): Promise<PublicJwk> {
  if (jwk.kty !== "OKP" || jwk.crv !== "Ed25519" || jwk.x === undefined) throw new Error("not an Ed25519 key");
  const shown = { kty: "OKP", crv: "Ed25519", x: jwk.x };
  return { ...shown, kid: jwk.kid ?? (await calculateJwkThumbprint(shown)), alg: "EdDSA", use: "sig" };
}

async function ed25519(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, "EdDSA");
  if (key instanceof Uint8Array) throw new Error("not an Ed25519 key");
  return key;
}
