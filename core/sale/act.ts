/**
 * What can happen to the seats of an event: the commands of the journal, as decided. An act says all that is needed to
 * repeat it, so the state of a sale is the fold of its acts and nothing else.
 *
 * Times named `…Sale…` are sale time (see `sale-clock.ts`). Seats are place numbers of the chart named by the last
 * `open` (see `seat-plan.ts`); an area's number stands once for each of its places.
 */
import type { Millis, MinorUnits, ReservationId, VisitorId } from "../brand.ts";
import type { SaleClock } from "./sale-clock.ts";
import type { SaleState, SaleTerms } from "./terms.ts";

export type Places = readonly number[];
type Nothing = Record<string, never>;

/** Why no money can land for an attempt any more. A timer is no proof (S5). */
export const PAYMENT_PROOFS = ["never_created", "canceled", "failed_terminal"] as const;
export type PaymentProof = (typeof PAYMENT_PROOFS)[number];

interface Bodies {
  /** Begins anew, with what stays of an earlier opening: the fold of a journal starts at the last one. */
  readonly open: {
    readonly terms: SaleTerms;
    readonly said: SaleState;
    readonly clock: SaleClock;
    readonly blocked: Places;
  };
  readonly state: { readonly state: SaleState; readonly actor: string };
  readonly block: { readonly places: Places; readonly reason: string; readonly actor: string };
  readonly unblock: { readonly places: Places; readonly reason: string; readonly actor: string };
  readonly settle: { readonly reservations: readonly ReservationId[] };
  readonly stop: { readonly because: string };
  readonly resume: Nothing;
}

interface ReservationBodies {
  readonly hold: {
    readonly holder: VisitorId;
    readonly fingerprint: string;
    readonly places: Places;
    readonly holdMs: Millis;
    readonly expiresAtSaleMs: Millis;
    /** What lies between its end for the holder and its end for the others. */
    readonly jitterMs: Millis;
  };
  readonly extend: { readonly expiresAtSaleMs: Millis };
  readonly release: Nothing;
  readonly lapse: Nothing;
  /** The holder let go while a payment was under way: free once no money can land. */
  readonly give_up: Nothing;
  readonly begin: {
    readonly attempt: number;
    readonly fingerprint: string;
    readonly deadlineMs: Millis;
    /** What was left of the hold. */
    readonly leftMs: Millis;
  };
  readonly commit: {
    readonly attempt: number;
    readonly paymentRef: string;
    readonly total: MinorUnits;
    readonly places: Places;
  };
  /** Without a new end, the seats are free. */
  readonly cancel: {
    readonly attempt: number;
    readonly proof: PaymentProof;
    readonly expiresAtSaleMs?: Millis;
  };
  readonly revoke: {
    readonly holder: VisitorId;
    readonly refundRef: string;
    readonly to: "free" | "blocked";
    readonly places: Places;
  };
}

export type SaleAct = { [C in keyof Bodies]: { readonly command: C; readonly body: Bodies[C] } }[keyof Bodies];
export type ReservationAct = {
  [C in keyof ReservationBodies]: {
    readonly command: C;
    readonly reservation: ReservationId;
    readonly body: ReservationBodies[C];
  };
}[keyof ReservationBodies];
export type Act = SaleAct | ReservationAct;

/** An act with its place in the journal. */
export interface Entry<Of extends Act = Act> {
  readonly lsn: number;
  readonly atMs: Millis;
  readonly act: Of;
}
