/**
 * One event: what, when and where it is, what it costs, whether it can be bought now, and the way to the tickets.
 */
import { html } from "hono/html";
import type { PublishedEvent, PublicVenue } from "../../../core/contract/catalogue.ts";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { minorUnits } from "../../../core/brand.ts";
import { decimalText, moneyText, numberText, whenText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";

export interface EventView {
  readonly card: SaleCard;
  readonly soldOut: boolean;
  /** What the catalogue says beyond the card; absent while the office does not answer. */
  readonly published: PublishedEvent | undefined;
  /** People stand in line: for about so long, or nobody knows. */
  readonly busy: { readonly wait: string | undefined } | undefined;
  readonly nowMs: number;
  /** What stands below the way in: a form that reminds of the opening. */
  readonly below?: Html;
}

export function eventPage(view: EventView, texts: Texts): Page {
  const { card, published, soldOut } = view;
  const { shop, event, language } = texts;
  const when = whenText(card.startsAtMs, language, card.timeZone);
  const main = html`<p class="eyebrow"><time datetime="${new Date(card.startsAtMs).toISOString()}">${when}</time></p>
    <h1>${card.title}</h1>
    ${whereabouts(card, published?.venue)}
    <section class="card">
      <dl class="facts">
        <div>
          <dt>${shop.price}</dt>
          <dd>${priceRange(card, texts)}</dd>
        </div>
        <div>
          <dt>${texts.waiting.seatsLeft}</dt>
          <dd>${soldOut ? shop.soldOut : numberText(card.seatsLeft, language)}</dd>
        </div>
      </dl>
      ${wayIn(view, texts)}
    </section>
    ${view.below ?? ""}${published === undefined ? "" : html`${description(published, texts)}${prices(published, texts)}`}
    <p class="pair">
      <a href="/catalogue/events/${card.eventId}/calendar.ics" download>${event.calendar}</a>
      <a href="/">${shop.backToEvents}</a>
    </p>`;
  return { language, title: card.title, main, corner: html`<a href="/my-orders">${texts.mine.title}</a>` };
}

function whereabouts(card: SaleCard, venue: PublicVenue | undefined): Html {
  if (venue === undefined) return html`<p class="soft">${card.venue}</p>`;
  const address = [venue.address, venue.city].filter((part) => part !== null).join(", ");
  return html`<p class="soft">${venue.name}${address === "" ? "" : html`<br />${address}`}</p>`;
}

/** With the fee: what people pay. */
function priceRange({ prices }: SaleCard, { list, language }: Texts): string {
  const { priceByCategory, currency, feePerPlace } = prices;
  const all = Object.values(priceByCategory).map((price) => (price > 0 ? price + feePerPlace : price));
  if (all.length === 0) return "–";
  const [least, most] = [Math.min(...all), Math.max(...all)];
  if (most === 0) return list.free;
  const text = (minor: number): string => moneyText({ currency, minor: minorUnits(minor) }, language);
  return least === most ? text(least) : fill(list.range, { from: text(least), to: text(most) });
}

function wayIn(view: EventView, texts: Texts): Html {
  const { card, soldOut, nowMs, busy } = view;
  const { shop, event, language } = texts;
  if (nowMs >= card.startsAtMs && card.state === "closed") return html`<p class="note">${event.over}</p>`;
  if (soldOut) return html`<p class="note">${shop.soldOut}</p>`;
  if (card.state === "closed" || nowMs >= card.saleEndsAtMs) return html`<p class="note">${shop.saleClosed}</p>`;
  const early = nowMs < card.saleStartsAtMs;
  const opens = (): string => whenText(card.saleStartsAtMs, language, card.timeZone);
  const note = early
    ? fill(shop.saleStarts, { time: opens() })
    : card.state === "paused"
      ? shop.salePaused
      : busy === undefined
        ? undefined
        : busy.wait === undefined
          ? event.busyUnknown
          : fill(event.busy, { wait: busy.wait });
  const label = busy === undefined ? shop.toTickets : event.toLine;
  return html`${note === undefined ? "" : html`<p class="note">${note}</p>`}
    <p class="act"><a class="button" href="/events/${card.eventId}/tickets">${label}</a></p>`;
}

function description({ description: text }: PublishedEvent, { event }: Texts): Html | string {
  return text === null
    ? ""
    : html`<section class="prose">
        <h2>${event.about}</h2>
        <p>${text}</p>
      </section>`;
}

function prices({ categories, fee }: PublishedEvent, { event, shop, list, language }: Texts): Html | string {
  if (categories.length === 0) return "";
  const text = (value: number): string => decimalText(value, fee.currency, language);
  const rows = categories.map(({ label, price }) => {
    const costs = price.value === 0 ? list.free : text(price.value + fee.value);
    return html`<tr>
      <th scope="row">${label}</th>
      <td>${costs}</td>
    </tr>`;
  });
  return html`<section>
    <h2>${event.prices}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${shop.category}</th>
          <th scope="col">${shop.price}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${fee.value > 0 ? html`<p class="soft">${fill(event.withFee, { fee: text(fee.value) })}</p>` : ""}
  </section>`;
}
