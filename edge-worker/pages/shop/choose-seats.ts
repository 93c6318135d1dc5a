/**
 * Choosing seats one by one without a script: a section, then its free seats as boxes to tick. With a script the map and
 * its list stand here instead.
 */
import { html } from "hono/html";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import type { Chart, Row, Section } from "../../../core/seating/chart.ts";
import { SEAT_CODES } from "../../../core/seating/seat-codes.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";
import { type ChooseView, price } from "./choose-view.ts";

export function seatForm(view: ChooseView, texts: Texts): Html {
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
  return html`<section class="card seats" id="seats" data-plain>
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
