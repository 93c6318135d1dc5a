// Reads Stripe's form encoding: `metadata[order]=7`, `expand[]=a`, `expand[0]=a`, `created[gte]=1`.
// The result has no prototype, so a key named `__proto__` is only a key. Lists stay records of numbered keys here;
// the parameter that wants a list says so (parameters.ts).
import { PARAMETER_DEPTH_MAX, PARAMETERS_MAX } from "../limits.ts";

export type FormValue = string | FormRecord;
export interface FormRecord {
  [key: string]: FormValue;
}

export type FormReading = { ok: true; form: FormRecord } | { ok: false; message: string };

export function emptyForm(): FormRecord {
  return Object.create(null) as FormRecord;
}

export function readForm(encoded: string): FormReading {
  const form = emptyForm();
  let count = 0;
  for (const [name, value] of new URLSearchParams(encoded)) {
    count += 1;
    if (count > PARAMETERS_MAX) return { ok: false, message: `Too many parameters (more than ${PARAMETERS_MAX}).` };
    const path = bracketPath(name);
    if (path === undefined) return { ok: false, message: `Invalid parameter name: ${name.slice(0, 80)}` };
    if (!place(form, path, value)) return { ok: false, message: `Invalid nesting: ${name.slice(0, 80)}` };
  }
  return { ok: true, form };
}

/** `a[b][]` → `["a", "b", ""]`; `undefined` when the brackets do not match or nest too deep. */
function bracketPath(name: string): string[] | undefined {
  const open = name.indexOf("[");
  if (open < 0) return [name];
  if (open === 0 || !name.endsWith("]")) return undefined;
  const inner = name.slice(open + 1, -1).split("][");
  if (inner.length >= PARAMETER_DEPTH_MAX || inner.some((part) => /[[\]]/u.test(part))) return undefined;
  return [name.slice(0, open), ...inner];
}

function place(form: FormRecord, path: readonly string[], value: string): boolean {
  let at = form;
  for (let depth = 0; depth < path.length; depth += 1) {
    const part = path[depth] ?? "";
    const key = part === "" && depth > 0 ? String(Object.keys(at).length) : part;
    if (depth === path.length - 1) {
      if (typeof at[key] === "object") return false;
      at[key] = value;
      return true;
    }
    const next = at[key] ?? (at[key] = emptyForm());
    if (typeof next === "string") return false;
    at = next;
  }
  return false;
}
