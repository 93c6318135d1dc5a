/**
 * `GET /catalogue/events` and `/catalogue/events/{eventId}`: what is on, for programs; the same views as the shop's own
 * pages, so that no crowd of them reaches the office.
 */
import { parseValue } from "../../core/contract/body.ts";
import { catalogueQuery, type CatalogueQuery } from "../../core/contract/catalogue.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import { publicJson, refuse } from "../answers/json.ts";
import { limitReached } from "../gate/address-limit.ts";
import type { Call } from "../requests/call.ts";

const CACHE_SECOND = "public, max-age=1";
/** The limiter counts per minute; half of that is a fair guess of when there is room again. */
const RETRY_SECONDS = 30;

export async function listCatalogue(call: Call): Promise<Response> {
  const query = parseValue(parametersOf(call.query), catalogueQuery);
  if (!query.ok) return refuse(call, query.problem);
  const tooMany = await refuseSearch(call, query.value);
  if (tooMany !== undefined) return refuse(call, tooMany);
  return publicJson(call, JSON.stringify(await call.door.whatsOn.events(query.value, call)), CACHE_SECOND);
}

export async function showCatalogueEvent(call: Call): Promise<Response> {
  const event = await call.door.whatsOn.event(call.eventId, call);
  return event === undefined ? refuse(call, "not_found") : publicJson(call, JSON.stringify(event), CACHE_SECOND);
}

/** A search that nobody made just now is a question to the database: one address may ask only so many. */
export async function refuseSearch(call: Call, query: CatalogueQuery): Promise<Problem | undefined> {
  const { text, place, from, to, offset } = query;
  const isUsual = offset === 0 && [text, place, from, to].every((wish) => wish === undefined);
  if (isUsual || call.door.whatsOn.isKnown(query, call)) return undefined;
  const reached = await limitReached(call.door.env, "normal", call.clientAddress, "searches");
  return reached ? problem("rate_limited", { retryAfterSeconds: RETRY_SECONDS }) : undefined;
}

/** A parameter that is given twice is refused like anything else that is not understood. */
function parametersOf(query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
