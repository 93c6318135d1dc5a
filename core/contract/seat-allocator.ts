/**
 * What crosses the border of the SeatAllocator object: its RPC, and what it is given and answers. Plain data only; an
 * expected no is a value with a reason.
 */
import type { Millis, ReservationId, SeatId, VisitorId } from "../brand.ts";
import type { PaymentProof } from "../sale/act.ts";
import type { Money } from "../sale/money.ts";
import type {
  BeginPaymentOutcome,
  BeginPaymentRequest,
  BlockOutcome,
  BlockRequest,
  CancelOutcome,
  CommitOutcome,
  ExtendOutcome,
  HoldOutcome,
  HoldRequest,
  Refused,
  ReleaseOutcome,
  Reservation,
  RevokeOutcome,
  RevokeRequest,
} from "../sale/outcomes.ts";
import type { ReservationStep } from "../sale/reservation-steps.ts";
import type { SaleState, SaleTerms } from "../sale/terms.ts";
import type { Chart } from "../seating/chart.ts";
import type { SeatsDocument } from "./seats.ts";

export type { PaymentProof } from "../sale/act.ts";
export type {
  BeginPaymentOutcome,
  BeginPaymentRequest,
  BlockOutcome,
  BlockRequest,
  CancelOutcome,
  CommitOutcome,
  ExtendOutcome,
  HoldOutcome,
  HoldRequest,
  Refused,
  ReleaseOutcome,
  Reservation,
  ReservedPlace,
  RevokeOutcome,
  RevokeRequest,
  SeatChoice,
  WrongPart,
} from "../sale/outcomes.ts";
export type { ReservationStep } from "../sale/reservation-steps.ts";
export type { SaleState } from "../sale/terms.ts";

/** Everything about an event that its allocator must know, fixed when the sale opens. Nothing personal. */
export interface SaleSetup extends SaleTerms {
  readonly chart: Chart;
}

/** The setup without the chart, for pages and gates; cached at the edge. */
export interface SaleCard extends SaleTerms {
  readonly state: SaleState;
  readonly seatsLeft: number;
  readonly capacity: number;
  /** Why clocks stand still, while they do. */
  readonly clockStoppedBecause?: string;
}

/** One sale in the allocator's journal, for reconciliation. */
export interface SoldEntry {
  readonly lsn: number;
  readonly reservationId: ReservationId;
  readonly paymentRef: string;
  readonly total: Money;
  /** Places still sold (revoked ones are gone from here). */
  readonly seatIds: readonly SeatId[];
  readonly soldAtMs: Millis;
  /** True once the books have acknowledged it. */
  readonly settled: boolean;
}

export interface SeatTotals {
  readonly free: number;
  readonly held: number;
  readonly paying: number;
  readonly sold: number;
  readonly blocked: number;
  readonly capacity: number;
  readonly lsn: number;
  /** Sales that the books have not acknowledged yet. */
  readonly unsettled: number;
}

/** What one call may ask to hold: an edge isolate brings those who came within a moment together. */
export const HELD_AT_ONCE_MAX = 100;

export interface SeatAllocatorRpc {
  /** Takes a sale over. Idempotent for an equal setup; replaces it while nobody holds or owns a seat; then `sale_fixed`. */
  openSale(setup: SaleSetup): Promise<{ readonly kind: "ready"; readonly card: SaleCard } | Refused<"sale_fixed">>;
  setSaleState(
    state: SaleState,
    actor: string,
  ): Promise<{ readonly kind: "done"; readonly card: SaleCard } | Refused<"not_found">>;
  card(): Promise<SaleCard | undefined>;
  /** The chart's canonical JSON, or `undefined` when `hash` is not this event's. */
  chart(hash: string): Promise<string | undefined>;
  /** @param since the version the caller holds, or `undefined` for a snapshot; a gap gives a snapshot too. */
  seats(since?: number): Promise<SeatsDocument | undefined>;

  hold(request: HoldRequest): Promise<HoldOutcome>;
  /** The same for many at once, decided one after the other; each is answered at its own index. At most {@link HELD_AT_ONCE_MAX}. */
  holdAll(requests: readonly HoldRequest[]): Promise<readonly HoldOutcome[]>;
  release(reservationId: ReservationId, holder: VisitorId): Promise<ReleaseOutcome>;
  extend(reservationId: ReservationId, holder: VisitorId): Promise<ExtendOutcome>;
  /** @param holder when given, another holder's reservation is `undefined`. */
  reservation(reservationId: ReservationId, holder?: VisitorId): Promise<Reservation | undefined>;

  /** What happened to a reservation until it was sold or ended, oldest first; empty when there is none. */
  history(reservationId: ReservationId): Promise<readonly ReservationStep[]>;

  beginPayment(request: BeginPaymentRequest): Promise<BeginPaymentOutcome>;
  commit(reservationId: ReservationId, attempt: number, paymentRef: string): Promise<CommitOutcome>;
  cancelPayment(reservationId: ReservationId, attempt: number, proof: PaymentProof): Promise<CancelOutcome>;
  revoke(request: RevokeRequest): Promise<RevokeOutcome>;
  block(request: BlockRequest): Promise<BlockOutcome>;
  unblock(request: BlockRequest): Promise<BlockOutcome>;

  /** The books have these sales, captured and booked; until then the alarm keeps sending them. Idempotent. */
  settle(reservationIds: readonly ReservationId[]): Promise<void>;
  /** While the payment provider is down: no hold runs out. Idempotent. */
  stopClock(because: string): Promise<void>;
  /** Clocks go on, moved by the time they stood. Idempotent. */
  resumeClock(): Promise<void>;

  totals(): Promise<SeatTotals | undefined>;
  /** Sales in journal order after `afterLsn`, at most `limit` ≤ 1,000. */
  sold(afterLsn: number, limit: number): Promise<readonly SoldEntry[]>;
}
