/**
 * The one call of `node:crypto` that the allocator uses. The Worker is compiled against the platform's own types,
 * which leave Node's modules out; pulling all of Node's in would also let code use what workerd has not.
 */
declare module "node:crypto" {
  /** In hex. */
  export function hash(algorithm: "sha256", text: string): string;
}
