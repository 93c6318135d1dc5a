/**
 * A reservation as its holder sees it: money in decimals, times in ISO 8601.
 */
import { minorUnits, type CurrencyCode } from "../../core/brand.ts";
import type { Reservation } from "../../core/contract/seat-allocator.ts";
import type { ReservationDocument } from "../../core/contract/seats.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { AmountLine } from "../../core/sale/price.ts";

export function reservationDocumentOf(reservation: Reservation): ReservationDocument {
  const { quote, places, reservationId, eventId, state } = reservation;
  const { currency } = quote.total;
  return {
    reservationId,
    eventId,
    state,
    seats: places.map(({ seatId, label, category, price }) => ({
      seatId,
      label,
      category,
      price: { currency, value: decimal(price, currency) },
    })),
    amount: {
      currency,
      value: toDecimal(quote.total),
      tax: decimal(quote.tax, currency),
      lines: quote.lines.map((line) => lineOf(line, currency)),
    },
    expiresAt: new Date(reservation.expiresAtMs).toISOString(),
    extended: reservation.extended,
    clockStopped: reservation.clockStopped,
    ...(state === "sold" || state === "revoked" ? { orderId: reservationId } : {}),
  };
}

function lineOf(line: AmountLine, currency: CurrencyCode): ReservationDocument["amount"]["lines"][number] {
  const { kind, category, quantity } = line;
  const unit = decimal(line.unit, currency);
  const total = decimal(line.total, currency);
  return category === undefined ? { kind, quantity, unit, total } : { kind, category, quantity, unit, total };
}

function decimal(minor: number, currency: CurrencyCode): number {
  return toDecimal({ currency, minor: minorUnits(minor) });
}
