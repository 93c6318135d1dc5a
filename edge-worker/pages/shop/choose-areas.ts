/**
 * Places without numbers: one form for each area that has some left. The script keeps what is left up to date, and
 * leads here from the map.
 */
import { html } from "hono/html";
import type { Area } from "../../../core/seating/chart.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";
import { type ChooseView, price, quantitySelect } from "./choose-view.ts";

export function areaForms(view: ChooseView, texts: Texts): Html | string {
  const { chart, card, areas } = view;
  const open = chart.areas.filter(
    ({ id, category }) => (areas[id] ?? 0) > 0 && card.prices.priceByCategory[category] !== undefined,
  );
  if (open.length === 0) return "";
  return html`<section class="card">
    <h2 class="flush">${texts.shop.areas}</h2>
    ${open.map((area) => areaForm(view, area, texts))}
  </section>`;
}

function areaForm({ card, areas, key }: ChooseView, area: Area, texts: Texts): Html {
  const { shop } = texts;
  const left = fill(shop.placesLeft, { n: areas[area.id] ?? 0 });
  return html`<form method="post" class="row" data-choice="area" data-area="${area.id}">
    <input type="hidden" name="key" value="${key}-${area.id}" /><input type="hidden" name="area" value="${area.id}" /><b
      >${area.label}</b
    ><span>${price(card, area.category, texts)} · <span data-left="${area.id}">${left}</span></span
    ><label><span class="sr">${shop.howMany}</span>${quantitySelect(card)}</label
    ><button name="act" value="area">${shop.takePlaces}</button>
    <p class="note bad" role="alert" hidden></p>
  </form>`;
}
