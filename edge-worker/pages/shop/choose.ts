/**
 * Choosing seats without a script: the best that are free, a section's seats one by one, or places in an area.
 */
import { html } from "hono/html";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import { SEAT_CODES } from "../../../core/contract/seats.ts";
import type { CategoryKey } from "../../../core/brand.ts";
import type { Chart, Row, Section } from "../../../core/seating/chart.ts";
import { moneyText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";

export interface ChooseView {
  readonly card: SaleCard;
  readonly chart: Chart;
  /** Public code of the seat with this index in the chart. */
  readonly code: (index: number) => number;
  /** Places left by area. */
  readonly areas: Readonly<Record<string, number>>;
  /** The section whose seats are shown, by its place in the chart. */
  readonly section: number | undefined;
  /** What the last try was refused with. */
  readonly sorry: string | undefined;
  /** Of a form that is sent twice: the same key, the same answer. */
  readonly key: string;
}

export function choosePage(view: ChooseView, texts: Texts): Page {
  const { card, sorry } = view;
  const { shop, language } = texts;
  const main = html`<p class="eyebrow">${card.title}</p>
    <h1>${shop.chooseSeats}</h1>
    ${sorry === undefined ? "" : html`<p class="note bad" role="alert">${sorry}</p>`}${card.clockStoppedBecause === undefined ? "" : html`<p class="note">${shop.clockStopped}</p>`}${bestForm(view, texts)}${hasSeats(view.chart) ? seatForm(view, texts) : ""}${areaForms(view, texts)}
    <form method="post"><button class="quiet" name="act" value="leave">${shop.leave}</button></form>`;
  return { language, title: card.title, main };
}

function hasSeats(chart: Chart): boolean {
  return chart.sections.some((section) => section.rows.some((row) => row.seats.length > 0));
}

function bestForm({ card, chart, key }: ChooseView, texts: Texts): Html | string {
  if (!hasSeats(chart)) return "";
  const { shop } = texts;
  const offered = chart.categories.filter((category) => card.prices.priceByCategory[category.key] !== undefined);
  const zones =
    chart.zones.length < 2
      ? ""
      : html`<label
          >${shop.zone}<select name="zone">
            <option value="">${shop.anyZone}</option>
            ${chart.zones.map((zone) => html`<option value="${zone.key}">${zone.label}</option>`)}
          </select></label
        >`;
  return html`<section class="card">
    <h2 class="flush">${shop.bestTitle}</h2>
    <form method="post">
      <input type="hidden" name="key" value="${key}" />
      <div class="fields">
        <label>${shop.howMany}${quantitySelect(card)}</label
        ><label
          >${shop.category}<select name="category">
            <option value="">${shop.anyCategory}</option>
            ${offered.map((category) => html`<option value="${category.key}">${category.label} · ${price(card, category.key, texts)}</option>`)}
          </select></label
        >${zones}
      </div>
      <p>
        <label><input type="checkbox" name="accessible" value="1" /> ${shop.accessible}</label>
      </p>
      <p class="act"><button name="act" value="best">${shop.takeBest}</button></p>
    </form>
  </section>`;
}

function quantitySelect(card: SaleCard): Html {
  const most = Math.max(1, card.limits.placesPerHolder);
  const usual = Math.min(2, most);
  return html`<select name="quantity">
    ${Array.from({ length: most }, (_, index) => (index + 1 === usual ? html`<option selected>${index + 1}</option>` : html`<option>${index + 1}</option>`))}
  </select>`;
}

function price(card: SaleCard, category: CategoryKey, { language }: Texts): string {
  const minor = card.prices.priceByCategory[category];
  return minor === undefined ? "–" : moneyText({ currency: card.prices.currency, minor }, language);
}

function seatForm(view: ChooseView, texts: Texts): Html {
  const { shop } = texts;
  const { chart, section, key, card } = view;
  const shown = chart.sections.length === 1 ? 0 : section;
  const tabs =
    chart.sections.length === 1
      ? ""
      : html`<p>${shop.pickSection}</p>
          <ul class="chips">
            ${chart.sections.map((each, index) => html`<li><a href="/events/${card.eventId}/tickets?section=${index}#seats" ${index === shown ? html` aria-current="true"` : ""}>${each.label}</a></li>`)}
          </ul>`;
  const chosen = shown === undefined ? undefined : chart.sections[shown];
  const rows =
    chosen === undefined || shown === undefined ? undefined : rowsOf(view, chosen, firstSeatOf(chart, shown), texts);
  return html`<section class="card" id="seats">
    <h2 class="flush">${shop.bySeat}</h2>
    ${tabs}${
      rows === undefined
        ? ""
        : rows.length === 0
          ? html`<p>${shop.noFreeSeats}</p>`
          : html`<form method="post">
              <input type="hidden" name="key" value="${key}" />${rows}
              <p class="act"><button name="act" value="seats">${shop.takeThese}</button></p>
            </form>`
    }
  </section>`;
}

/** The index, in the whole chart, of a section's first seat. */
function firstSeatOf(chart: Chart, section: number): number {
  let index = 0;
  for (const before of chart.sections.slice(0, section)) for (const row of before.rows) index += row.seats.length;
  return index;
}

/** Rows that have a free seat, each seat a box to tick. */
function rowsOf(view: ChooseView, section: Section, firstSeat: number, texts: Texts): Html[] {
  const rows: Html[] = [];
  let index = firstSeat;
  for (const row of section.rows) {
    const free = freeSeats(view, row, index);
    if (free.length > 0)
      rows.push(
        html`<div class="row">
          <b>${fill(texts.shop.row, { name: row.label })}</b>${free.map((seat) => seatBox(view.card, seat, texts))}
        </div>`,
      );
    index += row.seats.length;
  }
  return rows;
}

function freeSeats({ code, card }: ChooseView, row: Row, firstIndex: number): Row["seats"][number][] {
  return row.seats.filter(
    (seat, offset) =>
      code(firstIndex + offset) === SEAT_CODES.free && card.prices.priceByCategory[seat.category] !== undefined,
  );
}

function seatBox(card: SaleCard, seat: Row["seats"][number], texts: Texts): Html {
  const costs = price(card, seat.category, texts);
  return html`<label class="seat" title="${seat.id} · ${costs}"
    ><input type="checkbox" name="seat" value="${seat.id}" aria-label="${seat.id}, ${costs}" /><span
      >${seat.label}</span
    ></label
  >`;
}

function areaForms(view: ChooseView, texts: Texts): Html | string {
  const { chart, card, areas, key } = view;
  const open = chart.areas.filter(
    ({ id, category }) => (areas[id] ?? 0) > 0 && card.prices.priceByCategory[category] !== undefined,
  );
  if (open.length === 0) return "";
  const { shop } = texts;
  const forms = open.map(
    (area) =>
      html`<form method="post" class="row">
        <input type="hidden" name="key" value="${key}-${area.id}" /><input
          type="hidden"
          name="area"
          value="${area.id}"
        /><b>${area.label}</b
        ><span>${price(card, area.category, texts)} · ${fill(shop.placesLeft, { n: areas[area.id] ?? 0 })}</span
        ><label><span class="sr">${shop.howMany}</span>${quantitySelect(card)}</label
        ><button name="act" value="area">${shop.takePlaces}</button>
      </form>`,
  );
  return html`<section class="card">
    <h2 class="flush">${shop.areas}</h2>
    ${forms}
  </section>`;
}
