/**
 * Signs claims as a compact JWS (RFC 7515) whose header never varies: it is encoded once, and what is left per token is
 * the signature itself. Signing is on the path of every join; verifying, where input is hostile, is left to `jose`.
 */
import { createHmac } from "node:crypto";

const encoder = new TextEncoder();

type Claims = Readonly<Record<string, string | number>>;
type Header = Readonly<Record<string, string>>;

/** HS256. Signs at once: WebCrypto would take a turn of the event loop, longer than the signature itself. */
export function hmacSigner(header: Header, key: Uint8Array): (claims: Claims) => string {
  const prefix = prefixOf(header);
  return (claims) => {
    const input = prefix + encoded(JSON.stringify(claims));
    return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  };
}

/** EdDSA with an Ed25519 key. */
export function ed25519Signer(header: Header, key: CryptoKey): (claims: Claims) => Promise<string> {
  const prefix = prefixOf(header);
  return async (claims) => {
    const input = prefix + encoded(JSON.stringify(claims));
    const signature = await crypto.subtle.sign("Ed25519", key, encoder.encode(input));
    return `${input}.${encoded(String.fromCharCode(...new Uint8Array(signature)))}`;
  };
}

function prefixOf(header: Header): string {
  return `${encoded(JSON.stringify(header))}.`;
}

/** base64url of text in Latin-1: our claims are ids and numbers, and a signature's bytes are its characters. */
function encoded(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
