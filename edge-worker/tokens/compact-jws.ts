/**
 * Signs claims as a compact JWS (RFC 7515) whose header never varies: it is encoded once, and what is left per token is
 * the signature itself. Signing is on the path of every join; verifying, where input is hostile, is left to `jose`.
 */
const encoder = new TextEncoder();

export interface Signer {
  sign(claims: Readonly<Record<string, string | number>>): Promise<string>;
}

/** @param algorithm of WebCrypto, for the key. */
export function compactSigner(
  header: Readonly<Record<string, string>>,
  algorithm: "HMAC" | "Ed25519",
  key: CryptoKey,
): Signer {
  const prefix = `${encoded(JSON.stringify(header))}.`;
  return {
    async sign(claims) {
      const input = prefix + encoded(JSON.stringify(claims));
      const signature = await crypto.subtle.sign(algorithm, key, encoder.encode(input));
      return `${input}.${encoded(String.fromCharCode(...new Uint8Array(signature)))}`;
    },
  };
}

/** base64url of text in Latin-1: our claims are ids and numbers, and a signature's bytes are its characters. */
function encoded(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
