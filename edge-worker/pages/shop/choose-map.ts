/**
 * The places of the seat map, its list and the choice, for the script to fill; hidden without one.
 *
 * The canvas is hidden from screen readers and takes no focus: its equal is the list, one stop for the Tab key, and the
 * map follows wherever the list stands. Two ways through ten thousand seats by keyboard would be one to learn too many,
 * and a picture cannot say what a list says.
 */
import { html } from "hono/html";
import type { Chart } from "../../../core/seating/chart.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";
import { type ChooseView, price } from "./choose-view.ts";

/** As many colours as the stylesheet has; then the shapes change. */
const COLORS = 7;
const SHAPES = ["round", "square", "diamond"] as const;

export function mapCard({ card, chart }: ChooseView, texts: Texts): Html {
  const { map } = texts;
  const offered = chart.categories
    .map((category, index) => ({ category, index }))
    .filter(({ category }) => card.prices.priceByCategory[category.key] !== undefined);
  return html`<section class="map" data-live hidden aria-labelledby="map-title">
    <h2 class="sr" id="map-title">${map.title}</h2>
    <ul class="legend">
      ${offered.map(({ category, index }) => html`<li><i class="dot c${index % COLORS} ${SHAPES[Math.floor(index / COLORS) % SHAPES.length]}"></i>${category.label} <b>${price(card, category.key, texts)}</b></li>`)}
      <li><i class="dot taken"></i>${map.taken}</li>
      <li><i class="dot chosen"></i>${map.chosen}</li>
      ${hasAccessible(chart) ? html`<li><i class="dot accessible"></i>${map.accessible}</li>` : ""}
    </ul>
    <div class="stage">
      <canvas id="map" aria-hidden="true"></canvas>
      <p class="curtain" id="map-state">${map.loading}</p>
      <p class="about" id="map-about" aria-hidden="true"></p>
      <div class="closer">
        <button type="button" id="map-closer" aria-label="${map.zoomIn}" title="${map.zoomIn}">+</button
        ><button type="button" id="map-further" aria-label="${map.zoomOut}" title="${map.zoomOut}">−</button
        ><button type="button" id="map-whole" aria-label="${map.whole}" title="${map.whole}">⤢</button>
      </div>
    </div>
    <p class="soft" aria-hidden="true">${map.help}</p>
  </section>`;
}

function hasAccessible(chart: Chart): boolean {
  return chart.sections.some(({ rows }) => rows.some(({ seats }) => seats.some(({ accessible }) => accessible)));
}

export function basketCard({ card }: ChooseView, texts: Texts): Html {
  const { map, shop, language } = texts;
  const minutes = { style: "unit", unit: "minute", unitDisplay: "long" } as const;
  const time = new Intl.NumberFormat(language, minutes).format(card.limits.holdMinutes);
  return html`<section class="card basket" data-live hidden aria-labelledby="basket-title">
    <h2 class="flush" id="basket-title" tabindex="-1">${map.choice}</h2>
    <p class="soft" id="basket-empty">${map.empty}</p>
    <ul id="basket-seats"></ul>
    <p class="note bad" id="basket-note" hidden></p>
    <div id="basket-sum" hidden>
      <p class="sum"><span>${shop.total}</span> <b id="basket-total"></b></p>
      <p class="soft" id="basket-fees"></p>
      <p class="act"><button type="button" id="basket-hold" aria-describedby="basket-time">${map.hold}</button></p>
      <p class="soft" id="basket-time">${fill(map.holdText, { time })}</p>
    </div>
  </section>`;
}

export function listCard(texts: Texts): Html {
  const { map } = texts;
  return html`<section class="card seats" data-live hidden aria-labelledby="list-title">
    <h2 class="flush" id="list-title">${map.list}</h2>
    <div class="fields">
      <label id="list-section-label">${map.section}<select id="list-section"></select></label
      ><label>${map.row}<select id="list-row"></select></label>
    </div>
    <ul
      id="list-seats"
      role="listbox"
      aria-multiselectable="true"
      aria-orientation="horizontal"
      aria-describedby="list-help"
    ></ul>
    <p class="soft" id="list-help">${map.listHelp}</p>
  </section>`;
}
