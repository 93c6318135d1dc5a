/**
 * What is on: the list of published events, and the page of one of them.
 */
import { html } from "hono/html";
import type { CatalogueEvent } from "../../../core/contract/catalogue.ts";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { minorUnits } from "../../../core/brand.ts";
import { dayAndMonth, decimalText, moneyText, numberText, whenText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";

export function eventsPage(events: readonly CatalogueEvent[], texts: Texts): Page {
  const { shop, language } = texts;
  const list =
    events.length === 0
      ? html`<p class="card">${shop.noEvents}</p>`
      : html`<ul class="events">
          ${events.map((event) => eventItem(event, texts))}
        </ul>`;
  return {
    language,
    title: "Foyer",
    main: html`<h1>${shop.events}</h1>
      ${list}`,
  };
}

function eventItem(event: CatalogueEvent, texts: Texts): Html {
  const { language, shop } = texts;
  const when = whenText(Date.parse(event.startsAt), language, event.venue.timeZone);
  const where = [event.venue.name, event.venue.city].filter((part) => part !== null).join(", ");
  const { priceFrom } = event;
  const price =
    priceFrom === null ? "" : fill(shop.from, { price: decimalText(priceFrom.value, priceFrom.currency, language) });
  const [day, month] = dayAndMonth(Date.parse(event.startsAt), language, event.venue.timeZone);
  return html`<li>
    <a href="/events/${event.id}">
      <article class="card">
        <div class="day" aria-hidden="true"><b>${day}</b><span>${month}</span></div>
        <div>
          <h2>${event.title}</h2>
          <p class="soft">${when}</p>
          <p class="soft">${where}</p>
          <p>${price}</p>
        </div>
      </article>
    </a>
  </li>`;
}

export interface EventView {
  readonly card: SaleCard;
  readonly soldOut: boolean;
  readonly nowMs: number;
}

export function eventPage({ card, soldOut, nowMs }: EventView, texts: Texts): Page {
  const { shop, language } = texts;
  const when = whenText(card.startsAtMs, language, card.timeZone);
  const main = html`<p class="eyebrow">${when}</p>
    <h1>${card.title}</h1>
    <p class="soft">${card.venue}</p>
    <section class="card">
      <dl class="facts">
        <div>
          <dt>${shop.price}</dt>
          <dd>${priceRange(card, language)}</dd>
        </div>
        <div>
          <dt>${texts.waiting.seatsLeft}</dt>
          <dd>${soldOut ? shop.soldOut : numberText(card.seatsLeft, language)}</dd>
        </div>
      </dl>
      ${wayIn(card, soldOut, nowMs, texts)}
    </section>
    <p><a href="/">${shop.backToEvents}</a></p>`;
  return { language, title: card.title, main };
}

function priceRange(card: SaleCard, language: string): string {
  const { priceByCategory, currency, feePerPlace } = card.prices;
  const prices = Object.values(priceByCategory).map((price) => (price > 0 ? price + feePerPlace : price));
  if (prices.length === 0) return "–";
  const ends = [...new Set([Math.min(...prices), Math.max(...prices)])];
  return ends.map((minor) => moneyText({ currency, minor: minorUnits(minor) }, language)).join(" – ");
}

function wayIn(card: SaleCard, soldOut: boolean, nowMs: number, texts: Texts): Html {
  const { shop, language } = texts;
  if (soldOut) return html`<p class="note">${shop.soldOut}</p>`;
  if (card.state === "closed" || nowMs >= card.saleEndsAtMs) return html`<p class="note">${shop.saleClosed}</p>`;
  const early = nowMs < card.saleStartsAtMs;
  const note = early
    ? html`<p class="note">
        ${fill(shop.saleStarts, { time: whenText(card.saleStartsAtMs, language, card.timeZone) })}
      </p>`
    : card.state === "paused"
      ? html`<p class="note">${shop.salePaused}</p>`
      : "";
  return html`${note}
    <p class="act"><a class="button" href="/events/${card.eventId}/tickets">${shop.toTickets}</a></p>`;
}
