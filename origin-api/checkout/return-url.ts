/**
 * Where a bank sends its customer back to after it has seen them. Part of the payment's parameters, so it follows from
 * the sale alone and never changes between two tries.
 */
import { z } from "zod";
import type { EventId, ReservationId } from "../../core/brand.ts";
import { eventId, reservationId } from "../../core/contract/fields.ts";

export const RETURN_PATH = "/checkout/return";

/** What comes back: our two, and what the provider adds. */
export const returnQuery = z.object({
  event: eventId,
  reservation: reservationId,
  /** Known to the payer's browser alone: proof that it is the payer who returns. */
  payment_intent_client_secret: z.string().max(500).optional(),
});

export function returnUrl(
  publicUrl: string,
  sale: { readonly eventId: EventId; readonly reservationId: ReservationId },
): string {
  return `${publicUrl}${RETURN_PATH}?event=${sale.eventId}&reservation=${sale.reservationId}`;
}
