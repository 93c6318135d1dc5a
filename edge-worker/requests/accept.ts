/** Who asks: a person's browser or a program. */

/** Programs name JSON, at whatever quality; browsers do not. */
export function wantsJson(headers: Headers): boolean {
  return (headers.get("accept") ?? "").toLowerCase().includes("application/json");
}

/** A browser on its way to a page. */
export function wantsPage(headers: Headers): boolean {
  return !wantsJson(headers) && (headers.get("accept") ?? "").toLowerCase().includes("text/html");
}
