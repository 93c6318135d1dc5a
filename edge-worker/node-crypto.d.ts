/**
 * The calls of `node:crypto` that the door uses: synchronous, where WebCrypto would take a turn of the event loop for a
 * few bytes. The Worker is compiled against the platform's own types, which leave Node's modules out; pulling all of
 * Node's in would also let code use what workerd has not.
 */
declare module "node:crypto" {
  interface Hmac {
    update(text: string): Hmac;
    digest(encoding: "base64url"): string;
  }
  export function createHmac(algorithm: "sha256", key: Uint8Array): Hmac;
  /** In hex. */
  export function hash(algorithm: "sha256", text: string): string;
}
