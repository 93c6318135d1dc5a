/** The tickets of an order as its buyer takes them home: each with its place, its code and what it is for. */
import { toDecimal } from "../../core/sale/money.ts";
import type { BookedOrder } from "../books/buyers-order.ts";
import type { TicketBundle } from "./pdf.ts";
import type { TicketPlace, TicketPlaces } from "./place-queries.ts";
import type { TicketSheet } from "./ticket-sheet.ts";
import { wordsFor, type TicketWords } from "./words.ts";

/** @param wished the language of the page that asked */
export function ticketBundle(
  order: BookedOrder,
  { places, language: ordered }: TicketPlaces,
  wished: string | undefined,
): TicketBundle {
  const { language, words } = wordsFor(wished, ordered);
  const { event, organizer, buyer, placedAt } = order.details;
  const { venue } = event;
  const when = new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: venue.timeZone,
  }).format(new Date(event.startsAt));
  const address = [venue.address, venue.city].filter((part) => part !== null).join(", ");
  return {
    title: `${event.title} · ${order.reference}`,
    author: organizer,
    language,
    soldAt: new Date(placedAt),
    sheets: order.tickets.map((ticket, index): TicketSheet => {
      const place = places.get(ticket.ticketId);
      return {
        title: event.title,
        when,
        venue: [venue.name, ...(address === "" ? [] : [address])],
        place: placeLines(place, ticket.label, words),
        facts: [
          ...(buyer.name === null ? [] : [[words.holder, buyer.name] as const]),
          ...(place === undefined ? [] : priceLines(place, words, language)),
          [words.order, order.reference],
          [words.soldBy, organizer],
        ],
        nth: words.ticket(index + 1, order.tickets.length),
        number: ticket.number,
        code: ticket.code,
        keep: words.keep,
      };
    }),
  };
}

/** As the chart names it; a place that it does not know, or an area, by its whole label. */
function placeLines(place: TicketPlace | undefined, label: string, words: TicketWords): TicketSheet["place"] {
  if (place?.seat === undefined || place.seat === null) return [[words.place, label]];
  const lines: (readonly [string, string | null])[] = [
    [words.section, place.section],
    [words.row, place.row],
    [words.place, place.seat],
  ];
  return lines.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, value] as const]));
}

function priceLines({ category, price }: TicketPlace, words: TicketWords, language: string): TicketSheet["facts"] {
  const money = new Intl.NumberFormat(language, { style: "currency", currency: price.currency });
  return [
    [words.category, category],
    [words.price, money.format(toDecimal(price))],
  ];
}
