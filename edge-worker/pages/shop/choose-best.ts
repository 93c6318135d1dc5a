/**
 * "Find me the best seats": how many, of which category, where. A form; the script only sends it another way.
 */
import { html } from "hono/html";
import type { Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";
import { type ChooseView, hasSeats, price, quantitySelect } from "./choose-view.ts";

export function bestForm({ card, chart, key }: ChooseView, texts: Texts): Html | string {
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
    <form method="post" data-choice="best">
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
      <p class="note bad" role="alert" hidden></p>
      <p class="act"><button name="act" value="best">${shop.takeBest}</button></p>
    </form>
  </section>`;
}
