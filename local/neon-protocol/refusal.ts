// Owns every way in which a request can be refused, and what the driver makes of it: 400 with these members becomes
// a NeonDbError like the database's own; any other status becomes one with the text alone.

import pg from "pg";
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
  if (failure instanceof pg.DatabaseError) return { status: 400, body: fromDatabase(failure) };
  if (failure instanceof Refusal) {
    const severity = failure.code === null ? null : "FATAL";
    return { status: failure.status, body: wireError({ message: failure.message, code: failure.code, severity }) };
  }
  const message = failure instanceof Error ? failure.message : String(failure);
  return { status: 500, body: wireError({ message: `Control of the connection was lost: ${message}` }) };
}

function fromDatabase(error: pg.DatabaseError): WireError {
  const { code, severity, detail, hint, position, internalPosition, internalQuery, where } = error;
  const { schema, table, column, dataType, constraint, file, line, routine } = error;
  return wireError({
    ...{ message: error.message, code, severity, detail, hint, position, internalPosition, internalQuery, where },
    ...{ schema, table, column, dataType, constraint, file, line, routine },
  });
}

type Members = { readonly [Name in keyof WireError]?: WireError[Name] | undefined } & { readonly message: string };

function wireError(members: Members): WireError {
  return {
    message: members.message,
    code: members.code ?? null,
    severity: members.severity ?? null,
    detail: members.detail ?? null,
    hint: members.hint ?? null,
    position: members.position ?? null,
    internalPosition: members.internalPosition ?? null,
    internalQuery: members.internalQuery ?? null,
    where: members.where ?? null,
    schema: members.schema ?? null,
    table: members.table ?? null,
    column: members.column ?? null,
    dataType: members.dataType ?? null,
    constraint: members.constraint ?? null,
    file: members.file ?? null,
    line: members.line ?? null,
    routine: members.routine ?? null,
  };
}
