/**
 * What happened to one reservation, read from the journal for whoever helps its buyer.
 *
 * The journal has no index by reservation, so only the stretch is read in which a reservation can be alive, and of that
 * a bounded number of entries: the question of a person never holds up a sale.
 */
import type { ReservationId } from "../../core/brand.ts";
import { SALE_LIMITS } from "../../core/contract/seats.ts";
import { reservationSteps, type ReservationStep } from "../../core/sale/reservation-steps.ts";
import type { SaleStore } from "./store.ts";

/** A hold, its extension, and every payment to its end; recovery may take longer, and is seen in the books. */
const ALIVE_MS_MAX = 3 * SALE_LIMITS.holdMinutesMax * 60_000;
/** Some 30 ms of reading. */
const ENTRIES_MAX = 200_000;

/** @param heldAtMs when the reservation was made. */
export function historyOf(store: SaleStore, reservation: ReservationId, heldAtMs: number): ReservationStep[] {
  const from = store.lsnAt(heldAtMs);
  const to = Math.min(store.lsnAt(heldAtMs + ALIVE_MS_MAX), from + ENTRIES_MAX);
  return reservationSteps(store.rowsOf(reservation, from, to));
}
