/** What a token and an id look like before anything is computed about them. */

/** Ours have under 600 characters; longer ones are not worth a hash. */
export const TOKEN_LENGTH_MAX = 2_048;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** A UUID in its one canonical spelling: lower case. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
