/**
 * What is asked of an allocator about seats, and what it answers: plain data that survives RPC. An expected no is a
 * value with a literal reason.
 */
import type { CategoryKey, EventId, Millis, OrderId, ReservationId, RoomId, SeatId, VisitorId } from "../brand.ts";
import type { Money } from "./money.ts";
import type { Quote } from "./price.ts";
import type { ReservationState } from "./reservation.ts";

export type ConflictReason = "held" | "paying" | "sold" | "blocked" | "unknown" | "not_for_sale" | "full";
export interface Conflict {
  readonly seatId: SeatId;
  readonly why: ConflictReason;
}

/** The part of a request that only the event's own terms can find wrong; the rest is checked at the border. */
export type WrongPart = "holdMs";

export interface Refused<Reason extends string> {
  readonly kind: "refused";
  readonly reason: Reason;
  readonly detail?: string;
  readonly wrong?: WrongPart;
  readonly conflicts?: readonly Conflict[];
  readonly retryAfterMs?: Millis;
}

export function refused<Reason extends string>(
  reason: Reason,
  more: Omit<Refused<Reason>, "kind" | "reason"> = {},
): Refused<Reason> {
  return { kind: "refused", reason, ...more };
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
  readonly state: ReservationState;
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
export type HoldOutcome =
  | { readonly kind: "held"; readonly reservation: Reservation; readonly replayed: boolean }
  | Refused<HoldRefusal>;

export type ReleaseOutcome =
  | { readonly kind: "released"; readonly reservation: Reservation }
  | Refused<"not_found" | "already_paying">;
export type ExtendRefusal = "not_found" | "extension_used" | "hold_expired" | "already_paying";
export type ExtendOutcome = { readonly kind: "extended"; readonly reservation: Reservation } | Refused<ExtendRefusal>;

export interface BeginPaymentRequest {
  readonly reservationId: ReservationId;
  readonly holder: VisitorId;
  readonly amount: Money;
  /** Hash of token and amount: the same fingerprint continues the attempt, another is `already_paying`. */
  readonly fingerprint: string;
}
export type BeginRefusal =
  | "not_found"
  | "hold_expired"
  | "amount_mismatch"
  | "already_paying"
  | "attempts_exhausted"
  | "sale_closed";
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
  | Refused<BeginRefusal>;
export type CommitOutcome =
  | { readonly kind: "sold"; readonly reservation: Reservation }
  | Refused<"fenced" | "not_found">;
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

/** What a rule decided: an act to write, or nothing to write because it was done before. */
export type Decision<A, Reason extends string> =
  | { readonly kind: "act"; readonly act: A }
  | { readonly kind: "done" }
  | Refused<Reason>;
