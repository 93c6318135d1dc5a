/** What the API found wrong, at a field: by the JSON pointers of its problem documents. */
import { ApiProblem } from "../api/client.ts";

/** @param field a pointer such as `/title`; faults below it count as its own. */
export function faultAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((fault) => fault.field === field || fault.field.startsWith(`${field}/`))?.message;
}
