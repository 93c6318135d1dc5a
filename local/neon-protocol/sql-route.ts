// Owns `POST /sql`: check who asks, read what, run it, answer in Neon's form. It interprets no value: text that
// Postgres wrote goes out as it came.

import type { IncomingMessage } from "node:http";
import { beginStatement, isTrue } from "./batch-options.ts";
import type { Credentials } from "./credentials.ts";
import { Refusal } from "./refusal.ts";
import { readSqlRequest } from "./request-body.ts";
import type { RawResult, SessionPool } from "./session-pool.ts";
import type { WireResult } from "./wire.ts";

export interface SqlRouteParts {
  readonly credentials: Credentials;
  readonly pool: SessionPool;
}

/** @throws a Refusal, or what Postgres or the connection reported. */
export async function answerSql(
  request: IncomingMessage,
  { credentials, pool }: SqlRouteParts,
): Promise<WireResult | { readonly results: readonly WireResult[] }> {
  credentials.check(request.headers["neon-connection-string"]);
  if (!isTrue(request.headers, "neon-raw-text-output")) {
    // Without it Neon parses numbers and JSON for the client. The driver always asks for text; nobody needs two ways.
    throw new Refusal(400, "only `Neon-Raw-Text-Output: true` is supported here");
  }
  const asArray = isTrue(request.headers, "neon-array-mode");
  const body = await readSqlRequest(request);
  if (body.kind === "single") return toWire(await pool.single(body.statement), asArray);
  const results = await pool.batch(beginStatement(request.headers), body.statements);
  return { results: results.map((result) => toWire(result, asArray)) };
}

function toWire(result: RawResult, rowAsArray: boolean): WireResult {
  const fields = result.fields.map((field) => ({
    name: field.name,
    tableID: field.tableID,
    columnID: field.columnID,
    dataTypeID: field.dataTypeID,
    dataTypeSize: field.dataTypeSize,
    dataTypeModifier: field.dataTypeModifier,
    format: field.format,
  }));
  const rows = rowAsArray
    ? result.rows
    : result.rows.map((row) => Object.fromEntries(fields.map((field, index) => [field.name, row[index] ?? null])));
  return { command: result.command ?? null, rowCount: result.rowCount ?? null, rowAsArray, fields, rows };
}
