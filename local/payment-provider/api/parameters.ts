// The building blocks of parameters, and how a wrong one is answered: with Stripe's type, code and param, so that a
// mistake in a caller looks here as it would look in production. Unknown parameters are refused, as Stripe refuses them.
import { z } from "zod";
import {
  AMOUNT_MAX,
  AMOUNT_MIN,
  METADATA_KEY_LENGTH_MAX,
  METADATA_KEYS_MAX,
  METADATA_VALUE_LENGTH_MAX,
} from "../limits.ts";
import { CURRENCIES } from "../rules/currency.ts";
import { invalidRequest, type Refusal } from "../rules/refusal.ts";
import type { FormRecord, FormValue } from "./form-encoding.ts";

type Complain = { addIssue: (issue: { code: "custom"; message: string; params?: Record<string, string> }) => void };
function complain(context: Complain, message: string, code?: string): typeof z.NEVER {
  context.addIssue({ code: "custom", message, ...(code === undefined ? {} : { params: { code } }) });
  return z.NEVER;
}

export function integer(min: number, max: number) {
  return z.string().transform((text, context) => {
    if (!/^-?\d{1,15}$/u.test(text)) return complain(context, `Invalid integer: ${text}`, "parameter_invalid_integer");
    const value = Number(text);
    const bound = value < min ? `greater than or equal to ${min}` : value > max ? `less than or equal to ${max}` : "";
    if (bound !== "") return complain(context, `This value must be ${bound}.`, "parameter_invalid_integer");
    return value;
  });
}

export const amount = z.string().transform((text, context) => {
  if (!/^-?\d{1,15}$/u.test(text)) return complain(context, `Invalid integer: ${text}`, "parameter_invalid_integer");
  const value = Number(text);
  if (value < AMOUNT_MIN) {
    return complain(context, `This value must be greater than or equal to ${AMOUNT_MIN}.`, "parameter_invalid_integer");
  }
  if (value > AMOUNT_MAX) return complain(context, `Amount must be no more than ${AMOUNT_MAX}`, "amount_too_large");
  return value;
});

export const currency = z.string().transform((text, context) => {
  const code = text.toLowerCase();
  if (CURRENCIES.has(code)) return code;
  const all = [...CURRENCIES].join(", ");
  return complain(context, `Invalid currency: ${text}. Stripe currently supports these currencies: ${all}`);
});

export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** An empty text unsets, as at Stripe. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .transform((value) => (value === "" ? null : value));
}

/** `a[]=x&a[]=y` and `a[0]=x&a[1]=y`. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (typeof value === "object" && value !== null ? Object.values(value) : value),
    z.array(item),
  );
}

export const metadata = z
  .union([z.literal("").transform(() => ({})), z.record(z.string(), z.string())])
  .transform((given, context) => {
    const entries = Object.entries(given as Record<string, string>).filter(([, value]) => value !== "");
    if (entries.length > METADATA_KEYS_MAX) {
      return complain(context, `You cannot have more than ${METADATA_KEYS_MAX} metadata keys.`);
    }
    for (const [key, value] of entries) {
      if (key.length > METADATA_KEY_LENGTH_MAX) {
        return complain(context, `Metadata key '${key}' is longer than ${METADATA_KEY_LENGTH_MAX} characters.`);
      }
      if (value.length > METADATA_VALUE_LENGTH_MAX) {
        return complain(context, `Metadata value of '${key}' is longer than ${METADATA_VALUE_LENGTH_MAX} characters.`);
      }
    }
    return Object.fromEntries(entries);
  });

export const webAddress = z.string().transform((value, context) => {
  const protocol = URL.canParse(value) ? new URL(value).protocol : "";
  if (protocol === "http:" || protocol === "https:") return value;
  return complain(context, "Not a valid URL", "url_invalid");
});

export const email = z.string().transform((value, context) => {
  if (value === "") return null;
  return /^[^\s@]+@[^\s@]+$/u.test(value)
    ? value
    : complain(context, `Invalid email address: ${value}`, "email_invalid");
});

/** Turns the first complaint into Stripe's answer. */
export function parameterRefusal(error: z.ZodError, form: FormRecord): Refusal {
  const issue = error.issues[0];
  if (issue === undefined) return invalidRequest("Invalid parameters.");
  if (issue.code === "unrecognized_keys") {
    const param = spell([...issue.path, issue.keys[0] ?? ""]);
    return invalidRequest(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param });
  }
  const param = spell(issue.path);
  if (valueAt(form, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  }
  if (issue.code === "custom") {
    const code: unknown = issue.params?.["code"];
    return invalidRequest(issue.message, typeof code === "string" ? { code, param } : { param });
  }
  if (issue.code === "invalid_value") {
    return invalidRequest(`Invalid ${param}: must be one of ${issue.values.map(String).join(", ")}`, { param });
  }
  return invalidRequest(`Invalid ${param}: ${issue.message}`, { param });
}

function spell(path: readonly PropertyKey[]): string {
  const [first = "", ...rest] = path.map(String);
  return first + rest.map((part) => `[${part}]`).join("");
}

function valueAt(form: FormRecord, path: readonly PropertyKey[]): FormValue | undefined {
  let at: FormValue | undefined = form;
  for (const part of path) at = typeof at === "object" ? at[String(part)] : undefined;
  return at;
}
