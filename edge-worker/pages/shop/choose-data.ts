/**
 * What the script of the choosing page is given: nothing that its visitor may not know, and no chart, which it loads by
 * its hash.
 */
import type { EventId, VisitorId } from "../../../core/brand.ts";
import type { SaleTerms } from "../../../core/sale/terms.ts";
import type { MapTexts, Texts } from "../languages/texts.ts";
import type { ChooseView } from "./choose-view.ts";

export interface ChooseData {
  readonly eventId: EventId;
  readonly chart: string;
  readonly userId: VisitorId;
  readonly prices: SaleTerms["prices"];
  readonly limits: SaleTerms["limits"];
  readonly language: string;
  readonly texts: MapTexts;
  readonly placesLeft: string;
  readonly sorry: Pick<Texts["sorry"], "closed" | "down" | "invalid" | "limit" | "singleSeat" | "taken">;
}

export function chooseData({ card, visitorId }: ChooseView, texts: Texts): ChooseData {
  const { closed, down, invalid, limit, singleSeat, taken } = texts.sorry;
  return {
    eventId: card.eventId,
    chart: card.chartHash,
    userId: visitorId,
    prices: card.prices,
    limits: card.limits,
    language: texts.language,
    texts: texts.map,
    placesLeft: texts.shop.placesLeft,
    sorry: { closed, down, invalid, limit, singleSeat, taken },
  };
}
