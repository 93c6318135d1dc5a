// A route: method, path, what it takes, what it does. The parameters' types end here: the table of routes holds closures
// that take a form. A refusal before the work began is told apart, because only executed requests are saved under an
// idempotency key.
import type { z } from "zod";
import type { Desk, Origin, Reply } from "../desk.ts";
import type { Refusal } from "../rules/refusal.ts";
import type { JsonObject, View } from "../wire/json.ts";
import type { FormRecord } from "./form-encoding.ts";
import { parameterRefusal } from "./parameters.ts";

export interface Call<P> {
  readonly desk: Desk;
  readonly view: View;
  readonly origin: Origin;
  /** The variable part of the path. */
  readonly id: string;
  readonly params: P;
}

export type Outcome =
  | { readonly kind: "invalid"; readonly refusal: Refusal }
  | { readonly kind: "executed"; readonly reply: Reply<JsonObject> };

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly segments: readonly string[];
  readonly run: (call: Call<FormRecord>) => Outcome;
}

/** `:id` stands for the one variable segment. */
export function route<S extends z.ZodType>(
  method: Route["method"],
  path: string,
  params: S,
  work: (call: Call<z.output<S>>) => Reply<JsonObject>,
): Route {
  return {
    method,
    segments: path.split("/"),
    run: (call) => {
      const parsed = params.safeParse(call.params);
      if (!parsed.success) return { kind: "invalid", refusal: parameterRefusal(parsed.error, call.params) };
      return { kind: "executed", reply: work({ ...call, params: parsed.data }) };
    },
  };
}

export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly id: string } | "no_such_path" | "no_such_method" {
  const segments = path.split("/");
  let pathKnown = false;
  for (const candidate of routes) {
    const id = matchSegments(candidate.segments, segments);
    if (id === undefined) continue;
    if (candidate.method === method) return { route: candidate, id };
    pathKnown = true;
  }
  return pathKnown ? "no_such_method" : "no_such_path";
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): string | undefined {
  if (pattern.length !== segments.length) return undefined;
  let id = "";
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part === ":id" && segment !== "") id = segment;
    else if (part !== segment) return undefined;
  }
  return id;
}

/** Renders what a command gave, if it gave anything. */
export function rendered<T>(reply: Reply<T>, render: (value: T) => JsonObject): Reply<JsonObject> {
  return reply.ok ? { ok: true, value: render(reply.value) } : reply;
}
