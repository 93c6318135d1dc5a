/**
 * The block of addresses that one visitor can easily move in: an IPv4 /24 or an IPv6 /56. Limits count by block.
 */

/** The block as text; equal for two addresses exactly when they are in the same one. */
export function addressBlock(address: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/iu.exec(address);
  if (mapped !== null) return `${mapped[1]}.0/24`;
  const groups = groupsOf(address);
  if (groups === undefined) return "unknown"; // all unreadable addresses share one block
  const prefix = groups.slice(0, 4).map((group, index) => (index === 3 ? group & 0xff00 : group));
  return `${prefix.map((group) => group.toString(16)).join(":")}::/56`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] | undefined {
  const [head = "", tail, ...rest] = address.replace(/%.*$/u, "").split("::");
  if (rest.length > 0 || !address.includes(":")) return undefined;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  if (gap < 0) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}
