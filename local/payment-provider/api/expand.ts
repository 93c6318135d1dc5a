// `expand[]=latest_charge.balance_transaction`: puts the object where its id stands. Works on rendered JSON, so every
// object expands in the same way wherever it appears.
import type { MoneyRecord } from "../rules/records.ts";
import type { Desk } from "../desk.ts";
import { EXPAND_DEPTH_MAX, EXPAND_PATHS_MAX } from "../limits.ts";
import { invalidRequest, type Refusal } from "../rules/refusal.ts";
import type { Json, JsonObject, View } from "../wire/json.ts";
import { moneyJson } from "../wire/money.ts";
import type { FormValue } from "./form-encoding.ts";

const KIND_BY_PREFIX = {
  pi: "payment_intent",
  ch: "charge",
  re: "refund",
  du: "dispute",
  txn: "balance_transaction",
  pm: "payment_method",
} as const satisfies Record<string, MoneyRecord["kind"]>;

const EXPANDABLE: ReadonlySet<string> = new Set([
  "latest_charge",
  "charge",
  "payment_intent",
  "payment_method",
  "balance_transaction",
  "failure_balance_transaction",
  "source",
  "customer",
  "review",
]);

export function expandPaths(given: FormValue | undefined): string[] | Refusal {
  if (given === undefined) return [];
  if (typeof given === "string") return invalidRequest("Invalid array", { param: "expand" });
  const paths = Object.values(given);
  if (paths.length > EXPAND_PATHS_MAX) return invalidRequest("Too many paths to expand.", { param: "expand" });
  const texts = paths.filter((path) => typeof path === "string");
  if (texts.length < paths.length) return invalidRequest("Invalid string", { param: "expand" });
  const deep = texts.find((path) => path.replace(/^data\./u, "").split(".").length > EXPAND_DEPTH_MAX);
  if (deep !== undefined) {
    return invalidRequest(`You cannot expand more than ${EXPAND_DEPTH_MAX} levels of a property. Property: ${deep}`);
  }
  // Told before the work begins: a request that is refused for its manner must not have moved money.
  const wrong = texts.find(
    (path) =>
      !path
        .replace(/^data\./u, "")
        .split(".")
        .every((key) => EXPANDABLE.has(key)),
  );
  if (wrong !== undefined) return invalidRequest(`This property cannot be expanded (${wrong}).`, { param: "expand" });
  return texts;
}

/** Puts the objects in. A property that this object does not have stays away; its name was checked before. */
export function expand(desk: Desk, view: View, answer: JsonObject, paths: readonly string[]): JsonObject {
  let expanded = answer;
  for (const path of paths) expanded = expandOne(desk, view, expanded, path.split("."));
  return expanded;
}

function expandOne(desk: Desk, view: View, object: JsonObject, path: readonly string[]): JsonObject {
  const [key = "", ...rest] = path;
  const value = object[key];
  if (value === undefined) return object;
  if (Array.isArray(value)) {
    const items: Json[] = value.map((item: Json) => (isObject(item) ? expandOne(desk, view, item, rest) : item));
    return { ...object, [key]: items };
  }
  const found = typeof value === "string" ? lookUp(desk, view, value) : value;
  return { ...object, [key]: isObject(found) && rest.length > 0 ? expandOne(desk, view, found, rest) : found };
}

function lookUp(desk: Desk, view: View, id: string): Json {
  const prefix = id.slice(0, id.indexOf("_"));
  if (!Object.hasOwn(KIND_BY_PREFIX, prefix)) return id;
  const record = desk.store.records.get(KIND_BY_PREFIX[prefix as keyof typeof KIND_BY_PREFIX], id);
  return record === undefined ? id : moneyJson(record, view);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
