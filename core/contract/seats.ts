/**
 * What crosses the border of an event's seats: the ordered contract (`/seats/reserve`, `/seats/commit`), the reading
 * of seats, and the SeatAllocator object's RPC.
 */
import { z } from "zod";
import type { CategoryKey, EventId, Millis, OrderId, ReservationId, RoomId, SeatId, VisitorId } from "../brand.ts";
import type { Money } from "../sale/money.ts";
import type { PriceList, Quote } from "../sale/price.ts";
import type { Chart } from "../seating/chart.ts";
import {
  amount,
  categoryKey,
  email,
  eventId,
  instant,
  line,
  orderId,
  passId,
  reservationId,
  seatId,
  visitorId,
} from "./fields.ts";

export const SALE_LIMITS = {
  /** Places in one reservation, whatever the event allows. */
  placesPerReservationMax: 100,
  /** The longest hold that an event may allow, minutes. */
  holdMinutesMax: 60,
  paymentAttemptsMax: 3,
  /** How long a payment may take before recovery asks the provider. */
  paymentDeadlineMs: 120_000 as Millis,
  /** A hold that comes back from a payment lives at least this long. */
  holdAfterPaymentMinMs: 60_000 as Millis,
  /** Live reservations of one holder. */
  reservationsPerHolderMax: 10,
} as const;

// ---- HTTP: reserve and commit, exactly as ordered --------------------------------------------------------------

const seatIds = z
  .array(seatId)
  .min(1)
  .max(SALE_LIMITS.placesPerReservationMax)
  .superRefine((ids, context) => {
    const seen = new Set<SeatId>();
    for (const [index, id] of ids.entries()) {
      if (seen.has(id)) context.addIssue({ code: "custom", path: [index], message: "is named twice" });
      seen.add(id);
    }
  });

export const bestAvailableChoice = z.strictObject({
  quantity: z.int().min(1).max(SALE_LIMITS.placesPerReservationMax),
  category: categoryKey.optional(),
  zone: line(100).optional(),
  accessible: z.boolean().optional(),
});

export const areaChoice = z.strictObject({
  area: seatId,
  quantity: z.int().min(1).max(SALE_LIMITS.placesPerReservationMax),
});

/** `POST /seats/reserve`. One of `seatIds`, `bestAvailable`, `area`. */
export const reserveBody = z
  .strictObject({
    eventId,
    seatIds: seatIds.optional(),
    bestAvailable: bestAvailableChoice.optional(),
    area: areaChoice.optional(),
    userId: visitorId,
    expiryInMinutes: z.int().min(1).max(SALE_LIMITS.holdMinutesMax),
  })
  .refine(
    (body) => [body.seatIds, body.bestAvailable, body.area].filter((choice) => choice !== undefined).length === 1,
    {
      path: ["seatIds"],
      message: "name exactly one of seatIds, bestAvailable, area",
    },
  )
  .meta({
    id: "ReserveRequest",
    examples: [
      {
        eventId: "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867",
        seatIds: ["MT3-A-137", "MT3-A-138"],
        userId: "0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726",
        expiryInMinutes: 5,
      },
    ],
  });
export type ReserveBody = z.infer<typeof reserveBody>;

export const buyer = z
  .strictObject({
    email,
    name: line(100).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/u)
      .optional(),
  })
  .meta({ id: "Buyer", description: "Where the confirmation goes." });
export type Buyer = z.infer<typeof buyer>;

/** `POST /seats/commit`. `buyer` is an addition to the ordered contract; without it the payment method's address is used. */
export const commitBody = z
  .strictObject({
    reservationId,
    paymentToken: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/u, "is not a payment token"),
    amount,
    buyer: buyer.optional(),
  })
  .meta({
    id: "CommitRequest",
    examples: [
      {
        reservationId: "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867",
        paymentToken: "pm_card_visa",
        amount: { currency: "USD", value: 150 },
      },
    ],
  });
export type CommitBody = z.infer<typeof commitBody>;

export const reservationState = z.enum(["held", "paying", "sold", "released", "expired", "revoked"]);

export const reservationDocument = z
  .object({
    reservationId,
    eventId,
    state: reservationState,
    seats: z.array(z.object({ seatId, label: z.string(), category: categoryKey, price: amount })),
    amount: z.object({
      currency: z.string(),
      value: z.number(),
      tax: z.number(),
      lines: z.array(
        z.object({
          kind: z.enum(["place", "fee"]),
          category: z.string().optional(),
          quantity: z.int(),
          unit: z.number(),
          total: z.number(),
        }),
      ),
    }),
    expiresAt: instant,
    extended: z.boolean(),
    /** True while the payment provider is down: the hold does not run out. */
    clockStopped: z.boolean(),
    orderId: orderId.optional(),
  })
  .meta({ id: "Reservation" });
export type ReservationDocument = z.infer<typeof reservationDocument>;

/** 200 of `POST /seats/commit`. */
export const orderDocument = z
  .object({
    orderId,
    reference: z.string().meta({ description: "What a person reads out on the phone." }),
    reservationId,
    eventId,
    status: z.enum(["paid", "refunded", "partially_refunded"]),
    amount,
    tickets: z.array(z.object({ ticketId: passId, seatId, label: z.string() })),
    /** The order page; its `key` is the right to read it. */
    url: z.string(),
  })
  .meta({ id: "Order" });
export type OrderDocument = z.infer<typeof orderDocument>;

/** 202 of `POST /seats/commit`: the bank wants to see the buyer. */
export const actionDocument = z
  .object({ status: z.literal("requires_action"), reservationId, redirectUrl: z.string(), expiresAt: instant })
  .meta({ id: "ActionRequired" });
export type ActionDocument = z.infer<typeof actionDocument>;

export const conflict = z
  .object({ seatId, why: z.enum(["held", "paying", "sold", "blocked", "unknown", "not_for_sale", "full"]) })
  .meta({ id: "SeatConflict" });
export type Conflict = z.infer<typeof conflict>;

// ---- HTTP: reading ---------------------------------------------------------------------------------------------

/** Public status of a seat, two bits: 0 free, 1 held (also in payment), 2 sold, 3 blocked. */
export const SEAT_CODES = { free: 0, held: 1, sold: 2, blocked: 3 } as const;

/** `GET /events/{event}/seats[?since=version]`: a snapshot, or what changed after `since`. */
export const seatsDocument = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("snapshot"),
      version: z.int(),
      chart: z.string().meta({ description: "Hash of the chart; `GET /events/{event}/charts/{hash}`." }),
      seatCount: z.int(),
      seats: z
        .string()
        .meta({
          description:
            "Base64; seat i of the chart is bits 2(i mod 4) and up of byte ⌊i/4⌋: 0 free, 1 held, 2 sold, 3 blocked.",
        }),
      areas: z.record(z.string(), z.int()).meta({ description: "Places left by area." }),
      seatsLeft: z.int(),
    }),
    z.object({
      kind: z.literal("delta"),
      since: z.int(),
      version: z.int(),
      changes: z.array(z.tuple([z.int(), z.int()])).meta({ description: "[seat index, new code]" }),
      areas: z.record(z.string(), z.int()),
      seatsLeft: z.int(),
    }),
  ])
  .meta({ id: "Seats" });
export type SeatsDocument = z.infer<typeof seatsDocument>;

// ---- RPC -------------------------------------------------------------------------------------------------------

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
