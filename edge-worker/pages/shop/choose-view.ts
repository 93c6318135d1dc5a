/**
 * What the choosing page shows, and the small parts that its sections share.
 */
import { html } from "hono/html";
import type { CategoryKey, VisitorId } from "../../../core/brand.ts";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import type { Chart } from "../../../core/seating/chart.ts";
import { moneyText } from "../formats.ts";
import type { Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";

export interface ChooseView {
  readonly card: SaleCard;
  readonly chart: Chart;
  /** Who is inside. */
  readonly visitorId: VisitorId;
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

export function hasSeats(chart: Chart): boolean {
  return chart.sections.some((section) => section.rows.some((row) => row.seats.length > 0));
}

export function quantitySelect(card: SaleCard): Html {
  const most = Math.max(1, card.limits.placesPerHolder);
  const usual = Math.min(2, most);
  return html`<select name="quantity">
    ${Array.from({ length: most }, (_, index) => (index + 1 === usual ? html`<option selected>${index + 1}</option>` : html`<option>${index + 1}</option>`))}
  </select>`;
}

export function price(card: SaleCard, category: CategoryKey, { language }: Texts): string {
  const minor = card.prices.priceByCategory[category];
  return minor === undefined ? "–" : moneyText({ currency: card.prices.currency, minor }, language);
}
