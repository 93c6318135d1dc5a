/**
 * One text for one value: JSON with the keys of every object in code-unit order and no white space.
 *
 * What is hashed (charts, sale terms) is hashed in this form, so two parts that mean the same say the same bytes.
 * It follows RFC 8785 for what our values contain: strings, finite numbers, booleans, null, lists and objects.
 */

/** Members that are `undefined` are left out, as `JSON.stringify` does. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
