/**
 * The two calls of `node:crypto` that the allocator uses. The Worker is compiled against the platform's own types,
 * which leave Node's modules out; pulling all of Node's in would also let code use what workerd has not.
 */
declare module "node:crypto" {
  interface Hash {
    update(text: string): Hash;
    digest(encoding: "hex"): string;
  }
  export function createHash(algorithm: "sha256"): Hash;
}
