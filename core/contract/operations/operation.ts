/**
 * How a public call is described: what it takes, what it answers, who may make it. From these descriptions and the
 * schemas that really parse, the edge makes `/openapi.json`; nothing is described twice.
 */
import type { z } from "zod";
import type { ProblemCode } from "../problem.ts";

/**
 * - `public`: anybody
 * - `ticket`, `admission`: who shows one, as a header or a cookie
 * - `orderKey`: who has the order's link
 * - `desk`: who is signed in, or a machine with an API key; the role decides what is allowed
 */
export type Access = "public" | "ticket" | "admission" | "orderKey" | "desk";

export interface OperationAnswer {
  readonly description: string;
  /** Absent: no body. */
  readonly schema?: z.ZodType;
  /** Other than JSON. */
  readonly mediaType?: string;
}

export interface Operation {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `{name}` for what varies; ids are UUIDs unless `params` says otherwise. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodType;
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  readonly body?: z.ZodType;
  /** True when the body may be left out. */
  readonly bodyOptional?: boolean;
  readonly answers: Readonly<Record<number, OperationAnswer>>;
  /** The refusals that belong to this call; those that every call may give are not repeated. */
  readonly problems: readonly ProblemCode[];
}

export interface OperationGroup {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Operation[];
}
