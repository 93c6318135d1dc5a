/**
 * From a method and a canonical path to the route that answers. Routes are found by their number of segments and
 * their first one, so that the paths which a crowd asks for a thousand times a second cost about a microsecond.
 *
 * A placeholder takes only what it is for: an id a UUID in lower case, a hash 64 hex digits. Anything else is no route.
 */
import type { Call, PathParams } from "./call.ts";
import { isUuid } from "../tokens/shape.ts";

export type Handler = (call: Call) => Response | Promise<Response>;
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route {
  /** `*`: whatever method. */
  readonly method: Method | "*";
  /** `/events/{eventId}/seats`; a `*` at the end takes any further segments. */
  readonly pattern: string;
  readonly handler: Handler;
}

export type Match =
  | { readonly kind: "found"; readonly handler: Handler; readonly params: PathParams }
  | { readonly kind: "wrong_method"; readonly allowed: readonly string[] }
  | { readonly kind: "nothing" };

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly open: boolean;
}

const NO_PARAMS: PathParams = {};
const HASH = /^[0-9a-f]{64}$/u;

export class Router {
  /** By number of segments and first segment; open patterns by first segment alone. */
  readonly #exact = new Map<string, Compiled[]>();
  readonly #open = new Map<string, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const open = route.pattern.endsWith("/*");
      const segments = (open ? route.pattern.slice(0, -2) : route.pattern).split("/").slice(1);
      const shelf = open ? this.#open : this.#exact;
      const key = open ? (segments[0] ?? "") : exactKey(segments);
      shelf.set(key, [...(shelf.get(key) ?? []), { route, segments, open }]);
    }
  }

  /** @param path canonical; HEAD is answered as GET is. */
  match(method: string, path: string): Match {
    const segments = path.split("/");
    segments.shift();
    const asked = method === "HEAD" ? "GET" : method;
    let allowed: Set<string> | undefined;
    for (const shelf of [this.#exact.get(exactKey(segments)), this.#open.get(segments[0] ?? "")]) {
      for (const candidate of shelf ?? []) {
        const params = fit(candidate, segments);
        if (params === undefined) continue;
        const { route } = candidate;
        if (route.method === asked || route.method === "*") return { kind: "found", handler: route.handler, params };
        (allowed ??= new Set()).add(route.method);
      }
    }
    return allowed === undefined ? { kind: "nothing" } : { kind: "wrong_method", allowed: [...allowed] };
  }
}

function exactKey(segments: readonly string[]): string {
  return `${segments.length}/${segments[0] ?? ""}`;
}

function fit({ segments, open }: Compiled, asked: readonly string[]): PathParams | undefined {
  if (open ? asked.length <= segments.length : asked.length !== segments.length) return undefined;
  let params: Record<string, string> | undefined;
  for (let index = 0; index < segments.length; index++) {
    const wanted = segments[index] ?? "";
    const value = asked[index] ?? "";
    if (wanted === value) continue;
    if (!wanted.startsWith("{")) return undefined;
    const name = wanted.slice(1, -1);
    if (!(name === "hash" ? HASH.test(value) : isUuid(value))) return undefined;
    params ??= {};
    params[name] = value;
  }
  return params ?? NO_PARAMS;
}
