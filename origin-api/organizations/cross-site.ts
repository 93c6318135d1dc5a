/**
 * Whether a call that a browser makes with its cookie comes from our own pages. Pure.
 *
 * `Sec-Fetch-Site` and `Origin` are set by browsers and cannot be set by a page. A call that carries a cookie and
 * neither header is refused: no browser of today sends such a POST, and machines have keys.
 */

/** The part of a request that tells. */
export interface CallSource {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
}

export type Site = "same" | "cross" | "unknown";

export function siteOf(source: CallSource, publicUrl: string): Site {
  if (source.secFetchSite !== undefined) return source.secFetchSite === "same-origin" ? "same" : "cross";
  if (source.origin === undefined) return "unknown";
  return source.origin === new URL(publicUrl).origin ? "same" : "cross";
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

export function isReading(method: string): boolean {
  return READING.has(method);
}
