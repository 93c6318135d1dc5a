// Owns every way in which a request can be refused, and what the driver makes of it: 400 with these members becomes
// a NeonDbError like the database's own; any other status becomes one with the text alone.

import { DatabaseError } from "pg";
import type { WireError } from "./wire.ts";

/** A refusal with the status and body it is answered with. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

export interface RefusalAnswer {
  readonly status: number;
  readonly body: WireError;
}

/**
 * What a failure is answered with. An error that Postgres reported is 400. A connection that broke is 500: whether
 * the statement took effect is then unknown, and must not look like a refusal.
 */
export function answerFor(failure: unknown): RefusalAnswer {
  if (failure instanceof DatabaseError) return { status: 400, body: fromDatabase(failure) };
  if (failure instanceof Refusal) {
    const severity = failure.code === null ? null : "FATAL";
    return {
      status: failure.status,
      body: { ...NOTHING_KNOWN, message: failure.message, code: failure.code, severity },
    };
  }
  const message = failure instanceof Error ? failure.message : String(failure);
  return { status: 500, body: { ...NOTHING_KNOWN, message: `Control of the connection was lost: ${message}` } };
}

const NOTHING_KNOWN: WireError = {
  message: "",
  code: null,
  severity: null,
  detail: null,
  hint: null,
  position: null,
  internalPosition: null,
  internalQuery: null,
  where: null,
  schema: null,
  table: null,
  column: null,
  dataType: null,
  constraint: null,
  file: null,
  line: null,
  routine: null,
};

function fromDatabase(error: DatabaseError): WireError {
  return {
    message: error.message,
    code: error.code ?? null,
    severity: error.severity ?? null,
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    position: error.position ?? null,
    internalPosition: error.internalPosition ?? null,
    internalQuery: error.internalQuery ?? null,
    where: error.where ?? null,
    schema: error.schema ?? null,
    table: error.table ?? null,
    column: error.column ?? null,
    dataType: error.dataType ?? null,
    constraint: error.constraint ?? null,
    file: error.file ?? null,
    line: error.line ?? null,
    routine: error.routine ?? null,
  };
}
