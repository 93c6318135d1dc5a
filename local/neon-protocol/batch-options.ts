// Owns how a batch's headers become the statement that opens its transaction.

import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.ts";

const ISOLATION_LEVELS: Readonly<Record<string, string>> = {
  ReadUncommitted: "READ UNCOMMITTED",
  ReadCommitted: "READ COMMITTED",
  RepeatableRead: "REPEATABLE READ",
  Serializable: "SERIALIZABLE",
};

/** @throws Refusal for a header value that Neon does not know either. */
export function beginStatement(headers: IncomingHttpHeaders): string {
  const modes: string[] = [];
  const isolation = headers["neon-batch-isolation-level"];
  if (isolation !== undefined) {
    const level = typeof isolation === "string" ? ISOLATION_LEVELS[isolation] : undefined;
    if (level === undefined) throw new Refusal(400, `invalid isolation level: ${String(isolation)}`);
    modes.push(`ISOLATION LEVEL ${level}`);
  }
  if (isTrue(headers, "neon-batch-read-only")) modes.push("READ ONLY");
  if (isTrue(headers, "neon-batch-deferrable")) modes.push("DEFERRABLE");
  return modes.length === 0 ? "BEGIN" : `BEGIN ${modes.join(", ")}`;
}

export function isTrue(headers: IncomingHttpHeaders, name: string): boolean {
  return headers[name] === "true";
}
