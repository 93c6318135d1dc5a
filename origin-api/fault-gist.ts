/**
 * What of an error goes into a report of one line: its name and what the part that failed said. Never the message that
 * the query builder makes of it, which repeats every parameter, and with them names and addresses of buyers.
 */
const LENGTH_MAX = 500;

export function gistOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, LENGTH_MAX);
  const fault = error.cause instanceof Error ? error.cause : error;
  return `${fault.name}: ${fault.message}`.slice(0, LENGTH_MAX);
}
