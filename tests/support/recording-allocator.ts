// Owns an event's seats in memory for tests of the door: one row of seats, holds by key, and what it was asked.

import { randomUUID } from "node:crypto";
import {
  millis,
  minorUnits,
  type CategoryKey,
  type CurrencyCode,
  type EventId,
  type Millis,
  type ReservationId,
  type RoomId,
  type SeatId,
  type VisitorId,
} from "../../core/brand.ts";
import type {
  ExtendOutcome,
  HoldOutcome,
  HoldRequest,
  ReleaseOutcome,
  Reservation,
  SaleCard,
  SeatAllocatorRpc,
  SeatTotals,
} from "../../core/contract/seat-allocator.ts";
import type { SeatsDocument } from "../../core/contract/seats.ts";
import { quote } from "../../core/sale/price.ts";
import { reservationIdFor } from "../../core/sale/reservation-id.ts";
import type { Chart } from "../../core/seating/chart.ts";

type DoorsPart = Pick<
  SeatAllocatorRpc,
  "card" | "chart" | "seats" | "holdAll" | "release" | "extend" | "reservation" | "totals"
>;

export const CATEGORY = "stalls" as CategoryKey;
export const CHART_HASH = "c".repeat(64);

/** One section, one row of ten seats, `A-1` to `A-10`. */
export const CHART: Chart = {
  name: "Hall",
  categories: [{ key: CATEGORY, label: "Stalls", color: "#336699" }],
  zones: [],
  sections: [
    {
      label: "",
      rows: [
        {
          label: "A",
          seats: Array.from({ length: 10 }, (_, index) => ({
            id: `A-${index + 1}` as SeatId,
            label: String(index + 1),
            category: CATEGORY,
            x: index,
            y: 0,
          })),
        },
      ],
    },
  ],
  areas: [],
};

export class RecordingAllocator implements DoorsPart {
  readonly asked: { call: string; argument?: unknown }[] = [];
  saleCard: SaleCard;
  readonly reservations = new Map<ReservationId, Reservation>();
  readonly keys = new Map<string, { fingerprint: string; reservationId: ReservationId }>();
  /** What a hold answers instead of holding. */
  holdAnswer: HoldOutcome | undefined;
  seatsAnswer: ((since: number | undefined) => SeatsDocument) | undefined;
  fault: Error | undefined;
  readonly #now: () => Millis;

  constructor(eventId: EventId, roomId: RoomId, now: () => Millis) {
    this.#now = now;
    this.saleCard = {
      eventId,
      roomId,
      title: "An evening <with> music",
      venue: "The Hall",
      startsAtMs: millis(now() + 86_400_000 * 30),
      saleStartsAtMs: millis(now() - 60_000),
      saleEndsAtMs: millis(now() + 86_400_000 * 29),
      prices: {
        currency: "USD" as CurrencyCode,
        priceByCategory: { [CATEGORY]: minorUnits(7_500) },
        feePerPlace: minorUnits(250),
        taxBasisPoints: 1_900,
      },
      limits: { placesPerHolder: 6, holdMinutes: 10, orphanRule: true },
      chartHash: CHART_HASH,
      state: "open",
      seatsLeft: 10,
      capacity: 10,
    };
  }

  count(call: string): number {
    return this.asked.filter((asked) => asked.call === call).length;
  }

  async card(): Promise<SaleCard | undefined> {
    this.#record("card");
    return this.saleCard;
  }

  async chart(hash: string): Promise<string | undefined> {
    this.#record("chart", hash);
    return hash === CHART_HASH ? JSON.stringify(CHART) : undefined;
  }

  async seats(since?: number): Promise<SeatsDocument | undefined> {
    this.#record("seats", since);
    if (this.seatsAnswer !== undefined) return this.seatsAnswer(since);
    return {
      kind: "snapshot",
      version: 1,
      chart: CHART_HASH,
      seatCount: 10,
      seats: btoa("\0\0\0"),
      areas: {},
      seatsLeft: 10,
    };
  }

  async totals(): Promise<SeatTotals | undefined> {
    this.#record("totals");
    const sold = this.saleCard.capacity - this.saleCard.seatsLeft;
    return {
      free: this.saleCard.seatsLeft,
      held: 0,
      paying: 0,
      sold,
      blocked: 0,
      capacity: this.saleCard.capacity,
      lsn: 1,
      unsettled: 0,
    };
  }

  async holdAll(requests: readonly HoldRequest[]): Promise<readonly HoldOutcome[]> {
    return requests.map((request) => this.#hold(request));
  }

  #hold(request: HoldRequest): HoldOutcome {
    this.#record("hold", request);
    if (this.holdAnswer !== undefined) return this.holdAnswer;
    const before = this.keys.get(request.requestId);
    if (before !== undefined) {
      const known = this.reservations.get(before.reservationId);
      if (known === undefined || before.fingerprint !== request.fingerprint)
        return { kind: "refused", reason: "idempotency_mismatch" };
      return { kind: "held", reservation: known, replayed: true };
    }
    const seatIds = request.choice.kind === "seats" ? request.choice.seatIds : ["A-1" as SeatId];
    const taken = new Set(
      [...this.reservations.values()]
        .flatMap(({ state, places }) => (state === "held" ? places : []))
        .map(({ seatId }) => seatId),
    );
    const conflicts = seatIds.filter((seatId) => taken.has(seatId)).map((seatId) => ({ seatId, why: "held" as const }));
    if (conflicts.length > 0) return { kind: "refused", reason: "seats_unavailable", conflicts };
    const total = quote(
      seatIds.map(() => CATEGORY),
      this.saleCard.prices,
    );
    if (total === undefined) throw new Error("the category has a price");
    const reservation: Reservation = {
      reservationId: reservationIdFor(this.saleCard.eventId, randomUUID()),
      eventId: this.saleCard.eventId,
      holder: request.holder,
      state: "held",
      places: seatIds.map((seatId) => ({
        seatId,
        label: `Row A, seat ${seatId.slice(2)}`,
        category: CATEGORY,
        price: 7_500,
      })),
      quote: total,
      heldAtMs: this.#now(),
      expiresAtMs: millis(this.#now() + request.holdMs),
      extended: false,
      clockStopped: false,
      attempt: 0,
    };
    this.reservations.set(reservation.reservationId, reservation);
    this.keys.set(request.requestId, { fingerprint: request.fingerprint, reservationId: reservation.reservationId });
    return { kind: "held", reservation, replayed: false };
  }

  async release(reservationId: ReservationId, holder: VisitorId): Promise<ReleaseOutcome> {
    this.#record("release", reservationId);
    const reservation = this.#of(reservationId, holder);
    if (reservation === undefined) return { kind: "refused", reason: "not_found" };
    return { kind: "released", reservation: this.#put({ ...reservation, state: "released" }) };
  }

  async extend(reservationId: ReservationId, holder: VisitorId): Promise<ExtendOutcome> {
    this.#record("extend", reservationId);
    const reservation = this.#of(reservationId, holder);
    if (reservation === undefined) return { kind: "refused", reason: "not_found" };
    if (reservation.extended) return { kind: "refused", reason: "extension_used" };
    return { kind: "extended", reservation: this.#put({ ...reservation, extended: true }) };
  }

  async reservation(reservationId: ReservationId, holder?: VisitorId): Promise<Reservation | undefined> {
    this.#record("reservation", reservationId);
    return holder === undefined ? this.reservations.get(reservationId) : this.#of(reservationId, holder);
  }

  #of(reservationId: ReservationId, holder: VisitorId): Reservation | undefined {
    const reservation = this.reservations.get(reservationId);
    return reservation?.holder === holder ? reservation : undefined;
  }

  #put(reservation: Reservation): Reservation {
    this.reservations.set(reservation.reservationId, reservation);
    return reservation;
  }

  #record(call: string, argument?: unknown): void {
    this.asked.push({ call, argument });
    if (this.fault !== undefined) throw this.fault;
  }
}
