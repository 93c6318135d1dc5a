/**
 * What crosses the border of the SeatAllocator object: its RPC, and what it is given and answers. Plain data only; an
 * expected no is a value with a reason.
 */
import type { z } from "zod";
import type { CategoryKey, EventId, Millis, OrderId, ReservationId, RoomId, SeatId, VisitorId } from "../brand.ts";
import type { Money } from "../sale/money.ts";
import type { PriceList, Quote } from "../sale/price.ts";
import type { Chart } from "../seating/chart.ts";
import type { reservationState, Conflict, SeatsDocument } from "./seats.ts";

export type SaleState = "scheduled" | "open" | "paused" | "closed";

/** Everything about an event that its allocator must know, fixed when the sale opens. Nothing personal. */
export interface SaleSetup {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly title: string;
  readonly venue: string;
  readonly startsAtMs: Millis;
  /** The venue's time zone (IANA), for dates that people read; UTC when absent. */
  readonly timeZone?: string;
  /** Holds are taken from here … */
  readonly saleStartsAtMs: Millis;
  /** … to here. */
  readonly saleEndsAtMs: Millis;
  readonly prices: PriceList;
  readonly limits: { readonly placesPerHolder: number; readonly holdMinutes: number; readonly orphanRule: boolean };
  readonly chart: Chart;
  /** SHA-256 of the chart's canonical JSON, hex. */
  readonly chartHash: string;
}

/** The setup without the chart, for pages and gates; cached at the edge. */
export interface SaleCard extends Omit<SaleSetup, "chart"> {
  readonly state: SaleState;
  readonly seatsLeft: number;
  readonly capacity: number;
  /** Why clocks stand still, while they do. */
  readonly clockStoppedBecause?: string;
}

export type SeatChoice =
  | { readonly kind: "seats"; readonly seatIds: readonly SeatId[] }
  | {
      readonly kind: "best";
      readonly quantity: number;
      readonly category?: CategoryKey;
      readonly zone?: string;
      readonly accessible?: boolean;
    }
  | { readonly kind: "area"; readonly area: SeatId; readonly quantity: number };

export interface HoldRequest {
  /** The caller's idempotency key, unique per holder. */
  readonly requestId: string;
  /** Hash of what was asked for: the same key with another fingerprint is refused. */
  readonly fingerprint: string;
  readonly holder: VisitorId;
  readonly roomId: RoomId;
  readonly choice: SeatChoice;
  readonly holdMs: Millis;
}

/** One place of a reservation: a seat, or one place in an area (several places then share the area's id). */
export interface ReservedPlace {
  readonly seatId: SeatId;
  readonly label: string;
  readonly category: CategoryKey;
  readonly price: number;
}

export interface Reservation {
  readonly reservationId: ReservationId;
  readonly eventId: EventId;
  readonly holder: VisitorId;
  readonly state: z.infer<typeof reservationState>;
  readonly places: readonly ReservedPlace[];
  readonly quote: Quote;
  readonly heldAtMs: Millis;
  readonly expiresAtMs: Millis;
  readonly extended: boolean;
  readonly clockStopped: boolean;
  /** Payment attempts so far; the live one while `paying`. */
  readonly attempt: number;
  /** While `paying`: when recovery will ask the provider. */
  readonly deadlineMs?: Millis;
  /** Once sold: the provider's payment. */
  readonly paymentRef?: string;
}

export type HoldRefusal =
  | "seats_unavailable"
  | "would_leave_single_seat"
  | "limit_reached"
  | "holds_exhausted"
  | "sale_closed"
  | "idempotency_mismatch"
  | "validation_failed"
  | "not_found";

export interface Refused<Reason extends string> {
  readonly kind: "refused";
  readonly reason: Reason;
  readonly detail?: string;
  readonly conflicts?: readonly Conflict[];
  readonly retryAfterMs?: Millis;
}

export type HoldOutcome =
  | { readonly kind: "held"; readonly reservation: Reservation; readonly replayed: boolean }
  | Refused<HoldRefusal>;

export type ReleaseOutcome =
  | { readonly kind: "released"; readonly reservation: Reservation }
  | Refused<"not_found" | "already_paying">;
export type ExtendOutcome =
  | { readonly kind: "extended"; readonly reservation: Reservation }
  | Refused<"not_found" | "extension_used" | "hold_expired" | "already_paying">;

export interface BeginPaymentRequest {
  readonly reservationId: ReservationId;
  readonly holder: VisitorId;
  readonly amount: Money;
  /** Hash of token and amount: the same fingerprint continues the attempt, another is `already_paying`. */
  readonly fingerprint: string;
}

export type BeginPaymentOutcome =
  | {
      readonly kind: "begun";
      readonly reservation: Reservation;
      readonly attempt: number;
      /** `{reservation}:{attempt}` */
      readonly idempotencyKey: string;
      /** True when this attempt was already under way. */
      readonly replayed: boolean;
    }
  /** Already sold to this holder: answer again what was answered. */
  | { readonly kind: "sold"; readonly reservation: Reservation }
  | Refused<"not_found" | "hold_expired" | "amount_mismatch" | "already_paying" | "attempts_exhausted" | "sale_closed">;

export type CommitOutcome =
  | { readonly kind: "sold"; readonly reservation: Reservation }
  | Refused<"fenced" | "not_found">;

/** Why no money can land for an attempt any more. A timer is no proof. */
export type PaymentProof = "never_created" | "canceled" | "failed_terminal";

export type CancelOutcome =
  | { readonly kind: "held" | "freed"; readonly reservation: Reservation }
  | Refused<"fenced" | "not_found" | "proof_required">;

export interface RevokeRequest {
  readonly orderId: OrderId;
  /** Which places; all when absent. */
  readonly seatIds?: readonly SeatId[];
  readonly refundRef: string;
  readonly to: "free" | "blocked";
}
export type RevokeOutcome =
  | { readonly kind: "revoked"; readonly seatIds: readonly SeatId[] }
  | Refused<"not_sold" | "not_found">;

export interface BlockRequest {
  readonly seatIds: readonly SeatId[];
  readonly reason: string;
  readonly actor: string;
}
export type BlockOutcome =
  | { readonly kind: "done"; readonly seatIds: readonly SeatId[] }
  | Refused<"seats_unavailable" | "not_found">;

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
  release(reservationId: ReservationId, holder: VisitorId): Promise<ReleaseOutcome>;
  extend(reservationId: ReservationId, holder: VisitorId): Promise<ExtendOutcome>;
  /** @param holder when given, another holder's reservation is `undefined`. */
  reservation(reservationId: ReservationId, holder?: VisitorId): Promise<Reservation | undefined>;

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
