/**
 * `/events/{eventId}` as JSON, `…/seats` and `…/charts/{hash}`: what can be bought, read without touching a writer.
 */
import { z } from "zod";
import { parseValue } from "../../core/contract/body.ts";
import type { SaleCard } from "../../core/contract/seat-allocator.ts";
import { minorUnits } from "../../core/brand.ts";
import { toDecimal } from "../../core/sale/money.ts";
import { json, publicJson, refuse } from "../answers/json.ts";
import type { Call } from "../requests/call.ts";

const CACHE_SECOND = "public, max-age=1";
const CACHE_FOREVER = "public, max-age=31536000, immutable";

const seatsQuery = z.strictObject({ since: z.coerce.number().int().min(0).optional() });

export async function showSeats(call: Call): Promise<Response> {
  const query = parseValue(Object.fromEntries(call.query), seatsQuery);
  if (!query.ok) return refuse(call, query.problem);
  const map = await call.door.events.seats(call.eventId, call);
  return map === undefined ? refuse(call, "not_found") : publicJson(call, map.answer(query.value.since), CACHE_SECOND);
}

export async function showChart(call: Call): Promise<Response> {
  // an invented hash costs no more than a look at what is known of the event
  const known = await call.door.events.card(call.eventId, call);
  if (known?.card.chartHash !== call.hash) return refuse(call, "not_found");
  const text = await call.door.charts.text(call.eventId, call.hash, call);
  return text === undefined ? refuse(call, "not_found") : publicJson(call, text, CACHE_FOREVER);
}

/** The card of an event: what its page says, for programs. */
export async function showCard(call: Call): Promise<Response> {
  const known = await call.door.events.card(call.eventId, call);
  if (known === undefined) return refuse(call, "not_found");
  return json(call, 200, cardDocumentOf(known.card, known.stale), { "cache-control": CACHE_SECOND, vary: "accept" });
}

/** The public document of an event's card. */
export function cardDocumentOf(card: SaleCard, stale: boolean): Record<string, unknown> {
  const { currency, priceByCategory, feePerPlace } = card.prices;
  const decimal = (minor: number): number => toDecimal({ currency, minor: minorUnits(minor) });
  return {
    eventId: card.eventId,
    roomId: card.roomId,
    title: card.title,
    venue: card.venue,
    startsAt: new Date(card.startsAtMs).toISOString(),
    saleStartsAt: new Date(card.saleStartsAtMs).toISOString(),
    saleEndsAt: new Date(card.saleEndsAtMs).toISOString(),
    state: card.state,
    currency,
    prices: Object.fromEntries(Object.entries(priceByCategory).map(([key, minor]) => [key, decimal(minor)])),
    feePerPlace: decimal(feePerPlace),
    limits: card.limits,
    chart: card.chartHash,
    seatsLeft: card.seatsLeft,
    capacity: card.capacity,
    ...(card.clockStoppedBecause === undefined ? {} : { clockStoppedBecause: card.clockStoppedBecause }),
    stale,
  };
}
