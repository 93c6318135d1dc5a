// Owns reading a request: a bounded body, parsed and checked, so that everything behind it sees only well-formed
// statements.

import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";
import type { WireStatement } from "./wire.ts";

const BODY_BYTES_MAX = 10 * 1024 * 1024; // as Neon's documentation gives it
const BATCH_STATEMENTS_MAX = 1_000;
const PARAMETERS_MAX = 65_535; // a 16-bit count in Postgres's protocol

export type SqlRequest =
  | { readonly kind: "single"; readonly statement: WireStatement }
  | { readonly kind: "batch"; readonly statements: readonly WireStatement[] };

export async function readSqlRequest(request: IncomingMessage): Promise<SqlRequest> {
  return parseSqlRequest(await readText(request));
}

/** Listens instead of iterating: leaving an iteration early would cut the connection before the refusal is sent. */
async function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
      else reject(new Refusal(413, `request is too large (max is ${BODY_BYTES_MAX} bytes)`));
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.once("error", reject);
    request.once("close", () => reject(new Refusal(400, "the request ended early")));
  });
}

export function parseSqlRequest(text: string): SqlRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `the request body is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
  if (!isRecord(body)) throw new Refusal(400, "the request body is not an object");
  if (!("queries" in body)) return { kind: "single", statement: parseStatement(body) };
  if (!Array.isArray(body["queries"])) throw new Refusal(400, "`queries` is not a list");
  if (body["queries"].length > BATCH_STATEMENTS_MAX) {
    throw new Refusal(400, `a batch has at most ${BATCH_STATEMENTS_MAX} statements`);
  }
  return { kind: "batch", statements: body["queries"].map(parseStatement) };
}

function parseStatement(value: unknown): WireStatement {
  if (!isRecord(value) || typeof value["query"] !== "string") throw new Refusal(400, "missing field `query`");
  const params: unknown = value["params"] ?? [];
  if (!Array.isArray(params)) throw new Refusal(400, "`params` is not a list");
  if (params.length > PARAMETERS_MAX) throw new Refusal(400, `a statement has at most ${PARAMETERS_MAX} parameters`);
  return { query: value["query"], params: params.map(toText) };
}

/** The driver sends text and null only; other clients may send JSON's own numbers, truth values and objects. */
function toText(value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  return JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
