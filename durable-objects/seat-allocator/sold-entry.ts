/**
 * A sale of the journal as reconciliation reads it.
 */
import type { SoldEntry } from "../../core/contract/seats.ts";
import type { ReservationAct } from "../../core/sale/act.ts";
import type { Allocation } from "../../core/sale/allocation.ts";
import { without } from "../../core/sale/reservation.ts";
import { idOf } from "../../core/seating/seat-plan.ts";
import type { SoldRow } from "./store.ts";

type BodyOf<Command extends ReservationAct["command"]> = Extract<ReservationAct, { command: Command }>["body"];

export function soldEntry(row: SoldRow, { plan, terms, unsettled }: Allocation): SoldEntry {
  const sale = JSON.parse(row.body) as BodyOf<"commit">;
  const back = row.revocations.flatMap((body) => (JSON.parse(body) as BodyOf<"revoke">).places);
  return {
    lsn: row.lsn,
    reservationId: row.reservation,
    paymentRef: sale.paymentRef,
    total: { currency: terms.prices.currency, minor: sale.total },
    seatIds: without(sale.places, back).map((place) => idOf(plan, place)),
    soldAtMs: row.atMs,
    settled: !unsettled.has(row.reservation),
  };
}
