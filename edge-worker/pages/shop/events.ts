/**
 * What is on: a search by words, city and dates as one plain form, and the events that were found, page by page.
 */
import { html } from "hono/html";
import type { CatalogueEvent } from "../../../core/contract/catalogue.ts";
import { dayAndMonth, decimalText, whenText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";

export interface ListedEvent {
  readonly event: CatalogueEvent;
  /** Unknown while its allocator does not say so in time. */
  readonly soldOut: boolean | undefined;
}

/** As it was typed. */
export interface Search {
  readonly text: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
}

export interface EventsView {
  readonly events: readonly ListedEvent[];
  readonly search: Search;
  /** A date that is none. */
  readonly badDate: boolean;
  /** Addresses of the pages before and after. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly nowMs: number;
}

export function eventsPage(view: EventsView, texts: Texts): Page {
  const { shop, list, language } = texts;
  const { events, search } = view;
  const isSearch = Object.values(search).some((wish) => wish !== "");
  const found =
    events.length === 0
      ? html`<section class="card">
          <p>${isSearch ? list.none : shop.noEvents}</p>
          ${isSearch ? html`<p><a href="/">${list.all}</a></p>` : ""}
        </section>`
      : html`<ul class="events">
          ${events.map((listed) => eventItem(listed, view.nowMs, texts))}
        </ul>`;
  const main = html`<h1>${shop.events}</h1>
    ${searchForm(view, texts)}${found}${pages(view, texts)}`;
  return {
    language,
    title: `${shop.events} · Foyer`,
    main,
    corner: html`<a href="/my-orders">${texts.mine.title}</a>`,
  };
}

function searchForm({ search, badDate }: EventsView, { list, language }: Texts): Html {
  const open = search.place !== "" || search.from !== "" || search.to !== "" ? html` open` : "";
  const example = new Date(Date.UTC(2027, 5, 1)).toISOString().slice(0, 10);
  const wrong = badDate ? html`aria-invalid="true" aria-describedby="bad-date"` : "";
  return html`<search>
    <form class="card search" action="/" method="get">
      <label class="wide"
        >${list.words}<input
          type="search"
          name="text"
          maxlength="100"
          value="${search.text}"
          autocomplete="off" /></label
      ><button>${list.search}</button>
      <details class="wide" ${open}>
        <summary>${list.more}</summary>
        <div class="fields">
          <label
            >${list.place}<input
              name="place"
              maxlength="100"
              value="${search.place}"
              autocomplete="address-level2" /></label
          ><label>${list.from}<input type="date" name="from" value="${search.from}" ${wrong} /></label
          ><label>${list.until}<input type="date" name="to" value="${search.to}" ${wrong} /></label>
        </div>
      </details>
      ${badDate ? html`<p class="note bad wide" role="alert" id="bad-date" lang="${language}">${fill(list.badDate, { example })}</p>` : ""}
    </form>
  </search>`;
}

function eventItem({ event, soldOut }: ListedEvent, nowMs: number, texts: Texts): Html {
  const { language } = texts;
  const { venue, startsAt } = event;
  const startsAtMs = Date.parse(startsAt);
  const where = [venue.name, venue.city].filter((part) => part !== null).join(", ");
  const [day, month] = dayAndMonth(startsAtMs, language, venue.timeZone);
  const state = saleState(event, soldOut, nowMs, texts);
  return html`<li>
    <a href="/events/${event.id}">
      <article class="card">
        <div class="day" aria-hidden="true"><b>${day}</b><span>${month}</span></div>
        <div>
          <h2>${event.title}</h2>
          <p class="soft"><time datetime="${startsAt}">${whenText(startsAtMs, language, venue.timeZone)}</time></p>
          <p class="soft">${where}</p>
          <p class="line">
            <span>${priceRange(event, texts)}</span>${state === undefined ? "" : html`<b class="tag">${state}</b>`}
          </p>
        </div>
      </article>
    </a>
  </li>`;
}

function priceRange({ priceFrom, priceTo }: CatalogueEvent, { list, language }: Texts): string {
  if (priceFrom === null || priceTo === null) return "";
  const [from, to] = [priceFrom, priceTo].map(({ value, currency }) => decimalText(value, currency, language));
  if (priceTo.value === 0) return list.free;
  return from === to ? (from ?? "") : fill(list.range, { from: from ?? "", to: to ?? "" });
}

/** Only what keeps people from buying is worth a word here. */
function saleState(
  { state, saleStartsAt, saleEndsAt, venue }: CatalogueEvent,
  soldOut: boolean | undefined,
  nowMs: number,
  { shop, list, language }: Texts,
): string | undefined {
  if (soldOut === true) return shop.soldOut;
  if (state === "closed" || Date.parse(saleEndsAt) <= nowMs) return list.over;
  const opensAtMs = Date.parse(saleStartsAt);
  if (opensAtMs > nowMs) return fill(list.opens, { time: whenText(opensAtMs, language, venue.timeZone) });
  return undefined;
}

function pages({ previous, next }: EventsView, { list }: Texts): Html | string {
  if (previous === undefined && next === undefined) return "";
  return html`<nav class="pair" aria-label="${list.next}">
    ${previous === undefined ? "" : html`<a rel="prev" href="${previous}">← ${list.previous}</a>`}${next === undefined ? "" : html`<a rel="next" href="${next}">${list.next} →</a>`}
  </nav>`;
}
