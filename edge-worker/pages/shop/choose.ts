/**
 * Choosing seats: on the map or in its list, the best that are free, places in an area. Whole without the script: then
 * a section's free seats stand there as boxes to tick, and every button is a form's.
 */
import { html } from "hono/html";
import { SEAT_MAP, SEAT_MAP_STYLE } from "../generated/inline.gen.ts";
import type { Texts } from "../languages/texts.ts";
import type { Page } from "../layout.ts";
import { areaForms } from "./choose-areas.ts";
import { bestForm } from "./choose-best.ts";
import { chooseData } from "./choose-data.ts";
import { basketCard, listCard, mapCard } from "./choose-map.ts";
import { seatForm } from "./choose-seats.ts";
import { type ChooseView, hasSeats } from "./choose-view.ts";

export function choosePage(view: ChooseView, texts: Texts): Page {
  const { card, chart, sorry } = view;
  const { shop, map, language } = texts;
  const seats = hasSeats(chart);
  const main = html`<p class="eyebrow">${card.title}</p>
    <h1>${shop.chooseSeats}</h1>
    ${sorry === undefined ? "" : html`<p class="note bad" role="alert">${sorry}</p>`}${card.clockStoppedBecause === undefined ? "" : html`<p class="note">${shop.clockStopped}</p>`}
    <p class="note good" id="kept-elsewhere" hidden>${map.keptElsewhere} <a href="#">${map.toPay}</a></p>
    <div class="choosing">
      ${mapCard(view, texts)}
      <div class="side">${seats ? basketCard(view, texts) : ""}${bestForm(view, texts)}${areaForms(view, texts)}</div>
      ${seats ? listCard(texts) : ""}${seats ? seatForm(view, texts) : ""}
    </div>
    <p class="sr" id="map-spoken" role="status" aria-live="polite"></p>
    <form method="post"><button class="quiet" name="act" value="leave">${shop.leave}</button></form>`;
  return {
    language,
    title: card.title,
    main,
    style: SEAT_MAP_STYLE,
    island: SEAT_MAP,
    data: chooseData(view, texts),
  };
}
