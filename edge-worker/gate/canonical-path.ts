/**
 * The one spelling of a path that the door understands. Whatever is spelled otherwise is refused, not guessed at: two
 * parts that read one odd path differently are how a gate is walked round.
 *
 * Letters, digits, `.`, `_`, `~`, `-` between single slashes; no `.` and `..`, no `%`, `;`, `\`, no empty segment but
 * at the end. Every path that we ever hand out is spelled so.
 */
const CANONICAL = /^\/(?:(?!\.{1,2}(?:\/|$))[\w.~-]+(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?)?$/u;
/** A name, an IPv4 or a bracketed IPv6 address, and perhaps a port; no dot at the end, no user before an `@`. */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu;
const PATH_LENGTH_MAX = 1_024;

/**
 * @param url as it came in, `http://host/path?query`, before any URL parser has tidied it up.
 * @returns the path, or `undefined` when host or path is spelled oddly.
 */
export function canonicalPath(url: string): string | undefined {
  const hostAt = url.indexOf("//") + 2;
  const pathAt = url.indexOf("/", hostAt);
  if (hostAt < 2 || pathAt < 0 || !HOST.test(url.slice(hostAt, pathAt))) return undefined;
  const mark = url.indexOf("?", pathAt);
  const path = mark < 0 ? url.slice(pathAt) : url.slice(pathAt, mark);
  return path.length <= PATH_LENGTH_MAX && CANONICAL.test(path) ? path : undefined;
}
