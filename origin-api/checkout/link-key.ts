/** The key that signs what stands in links of mails, imported once per isolate. */
import { base64url } from "jose";

const KEY_BYTES_MIN = 32;

let latest: { readonly text: string; readonly key: CryptoKey } | undefined;

/** @param text `ORDER_ACCESS_KEY` */
export async function linkKeyOf(text: string): Promise<CryptoKey> {
  if (latest?.text === text) return latest.key;
  const bytes = new Uint8Array(base64url.decode(text));
  if (bytes.length < KEY_BYTES_MIN) throw new Error("ORDER_ACCESS_KEY must be base64url of 32 bytes or more");
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign", "verify"]);
  latest = { text, key };
  return key;
}
