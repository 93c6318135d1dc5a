/**
 * `GET /`: what is on, found by words, city and dates. The form's fields are those of `GET /catalogue/events`.
 */
import { parseValue } from "../../../core/contract/body.ts";
import { catalogueQuery, type CatalogueEvent, type CatalogueQuery } from "../../../core/contract/catalogue.ts";
import { showPage } from "../../answers/page.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { eventsPage, type ListedEvent, type Search } from "../../pages/shop/events.ts";
import type { Call } from "../../requests/call.ts";
import { refuseSearch } from "../catalogue.ts";
import { sayNo } from "./refusal.ts";

const EVENTS_PER_PAGE = 20;
/** Whether something is sold out is worth a moment, not a wait. */
const SUPPLY_PATIENCE_MS = 300;
const TEXT_MAX = 100;
const OFFSET_MAX = 10_000;

export async function showEvents(call: Call): Promise<Response> {
  const search = searchIn(call.query);
  const nowMs = call.now();
  const asked = Object.entries(search).filter(([, wish]) => wish !== "");
  const offset = offsetIn(call.query);
  const parsed = parseValue({ ...Object.fromEntries(asked), limit: EVENTS_PER_PAGE, offset }, catalogueQuery);
  const texts = textsOf(call.request);
  if (!parsed.ok) {
    const badDate = parsed.problem.errors?.some(({ field }) => field === "/from" || field === "/to") ?? false;
    const view = { events: [], search, badDate, previous: undefined, next: undefined, nowMs };
    return showPage(call, 422, eventsPage(view, texts));
  }
  const query = fromNowOn(parsed.value, nowMs);
  const tooMany = await refuseSearch(call, query);
  if (tooMany !== undefined) return sayNo(call, tooMany);
  const { events, next } = await call.door.whatsOn.events(query, call);
  const view = {
    events: await Promise.all(events.map((event) => listed(call, event, nowMs))),
    search,
    badDate: false,
    previous: offset === 0 ? undefined : pageAt(search, Math.max(0, offset - EVENTS_PER_PAGE)),
    next: next === null || next > OFFSET_MAX ? undefined : pageAt(search, next),
    nowMs,
  };
  return showPage(call, 200, eventsPage(view, texts));
}

function searchIn(query: URLSearchParams): Search {
  const typed = (name: keyof Search): string => (query.get(name) ?? "").trim().slice(0, TEXT_MAX);
  return { text: typed("text"), place: typed("place"), from: typed("from"), to: typed("to") };
}

function offsetIn(query: URLSearchParams): CatalogueQuery["offset"] {
  const text = query.get("offset") ?? "";
  return /^\d{1,5}$/u.test(text) ? Math.min(Number(text), OFFSET_MAX) : 0;
}

/** What is over is not on: a day that has begun means from now. */
function fromNowOn({ from, ...query }: CatalogueQuery, nowMs: number): CatalogueQuery {
  return from === undefined || Date.parse(from) <= nowMs ? query : { ...query, from };
}

function pageAt(search: Search, offset: number): string {
  const query = new URLSearchParams(Object.entries(search).filter(([, wish]) => wish !== ""));
  if (offset > 0) query.set("offset", String(offset));
  return query.size === 0 ? "/" : `/?${query.toString()}`;
}

async function listed(call: Call, event: CatalogueEvent, nowMs: number): Promise<ListedEvent> {
  const isOnSale =
    (event.state === "open" || event.state === "paused") &&
    Date.parse(event.saleStartsAt) <= nowMs &&
    nowMs < Date.parse(event.saleEndsAt);
  if (!isOnSale) return { event, soldOut: undefined };
  const supply = await Promise.race([
    call.door.events.supply(event.id, call),
    call.sleep(SUPPLY_PATIENCE_MS).then(() => undefined),
  ]);
  return { event, soldOut: supply?.soldOut };
}
