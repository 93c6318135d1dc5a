/**
 * From the text of a body to a value that a schema vouches for, or to a problem that names the field.
 *
 * Reading the bytes (bounded, before this) is the platform's business; see `BODY_BYTES_MAX`.
 */
import type { z } from "zod";
import { problem, type FieldError, type Problem } from "./problem.ts";

/** The largest body of any call but a chart import. */
export const BODY_BYTES_MAX = 65_536;
/** The largest chart that can be imported. */
export const CHART_BYTES_MAX = 16 * 1_048_576;
/** The largest batch of scans that a gate hands in. */
export const SCANS_BYTES_MAX = 262_144;
const ERRORS_MAX = 20;

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** Parses JSON text of the given content type with `schema`. */
export function parseBody<Value>(
  bodyText: string,
  contentType: string | null | undefined,
  schema: z.ZodType<Value>,
): Parsed<Value> {
  if (!isJson(contentType)) return { ok: false, problem: problem("unsupported_media_type") };
  let json: unknown;
  try {
    json = JSON.parse(bodyText);
  } catch {
    return { ok: false, problem: problem("invalid_json") };
  }
  return parseValue(json, schema);
}

/** Checks a value that is already parsed, such as query parameters. */
export function parseValue<Value>(value: unknown, schema: z.ZodType<Value>): Parsed<Value> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problem: problem("validation_failed", { errors: fieldErrors(result.error) }) };
}

/** The errors of a failed parse as JSON pointers; an unknown field is named itself. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of error.issues) {
    if (errors.length >= ERRORS_MAX) break;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys.slice(0, ERRORS_MAX))
        errors.push({ field: pointer([...issue.path, key]), message: "unknown field" });
    } else {
      errors.push({ field: pointer(issue.path), message: issue.message });
    }
  }
  return errors;
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function isJson(contentType: string | null | undefined): boolean {
  return /^application\/(?:[a-z.+-]+\+)?json\s*(?:;|$)/iu.test(contentType ?? "");
}
