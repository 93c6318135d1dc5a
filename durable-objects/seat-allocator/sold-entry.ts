/**
 * A sale of the journal as reconciliation reads it.
 */
import type { SoldEntry } from "../../core/contract/seat-allocator.ts";
import type { ReservationAct } from "../../core/sale/act.ts";
import type { Allocation } from "../../core/sale/allocation.ts";
import { idOf } from "../../core/seating/seat-plan.ts";
import type { SoldRow } from "./store.ts";

type CommitBody = Extract<ReservationAct, { command: "commit" }>["body"];

export function soldEntry(row: SoldRow, { plan, terms, unsettled }: Allocation): SoldEntry {
  const { paymentRef, total } = JSON.parse(row.body) as CommitBody;
  return {
    lsn: row.lsn,
    reservationId: row.record.id,
    paymentRef,
    total: { currency: terms.prices.currency, minor: total },
    seatIds: row.record.places.map((place) => idOf(plan, place)),
    soldAtMs: row.atMs,
    settled: !unsettled.has(row.record.id),
  };
}
