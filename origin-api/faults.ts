/**
 * Which exceptions mean that another part did not answer: worth trying again, and not our fault; and what of an exception
 * may stand in a log.
 */
import { NeonDbError } from "@neondatabase/serverless";

/** Postgres' own classes of error that pass by themselves: connection, resources, operator intervention. */
const PASSING = /^(?:08|53|57)/u;

/** A database or an object that is down, restarting or overloaded; looks through what libraries wrap around it. */
export function isUnanswered(error: unknown): boolean {
  for (let fault = error, depth = 0; fault instanceof Error && depth < 5; fault = fault.cause, depth += 1) {
    if (fault instanceof NeonDbError) return fault.code === undefined || fault.code === "" || PASSING.test(fault.code);
    if ("retryable" in fault || "overloaded" in fault) return true;
  }
  return false;
}

/** What broke and where. Drizzle's own message holds the parameters of the query, which may be personal: its cause does not. */
export function withoutValues(error: Error): string {
  const fault = error.cause instanceof Error ? error.cause : error;
  const trace = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return [`${fault.name}: ${fault.message}`, ...trace].join("\n");
}
