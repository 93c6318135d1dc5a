/**
 * The steps of a reservation as people ask for them, from rows of the journal: when it was held, extended, paid for, and
 * how each payment ended. Nothing in them says who the buyer is.
 */
import type { Millis } from "../brand.ts";
import type { PaymentProof, ReservationAct } from "./act.ts";
import { entryOf, type JournalRow } from "./journal.ts";

export interface ReservationStep {
  readonly atMs: Millis;
  readonly command: ReservationAct["command"];
  /** Of a payment step. */
  readonly attempt?: number;
  /** Why a payment ended without money. */
  readonly proof?: PaymentProof;
  /** How many places it concerns. */
  readonly places?: number;
}

/** @param rows of one reservation; others' are left out with what has no reservation. */
export function reservationSteps(rows: readonly JournalRow[]): ReservationStep[] {
  return rows.flatMap((row) => {
    const { act, atMs } = entryOf(row);
    if (!("reservation" in act)) return [];
    const { command, body } = act;
    return [
      {
        atMs,
        command,
        ...("attempt" in body && { attempt: body.attempt }),
        ...("proof" in body && { proof: body.proof }),
        ...("places" in body && { places: body.places.length }),
      },
    ];
  });
}
