// Owns an event's seats in memory for tests of the office: the real rules of core/sale, a journal that is an array, a
// clock that the test sets, and the errands that an alarm would send.

import { createHash } from "node:crypto";
import { millis, type Millis, type ReservationId, type VisitorId } from "../../core/brand.ts";
import type { RecoveryRequest, SaleEvent } from "../../core/contract/messages.ts";
import type * as contract from "../../core/contract/seat-allocator.ts";
import { openAllocation } from "../../core/sale/allocation.ts";
import { Errands } from "../../core/sale/errands.ts";
import { entryOf, FIRST_HASH, seal, type JournalRow } from "../../core/sale/journal.ts";
import { decideOpen } from "../../core/sale/opening.ts";
import { SeatSale } from "../../core/sale/seat-sale.ts";
import { reservationSteps } from "../../core/sale/reservation-steps.ts";
import { stateAt } from "../../core/sale/terms.ts";
import { without } from "../../core/sale/reservation.ts";
import { idOf, seatPlan } from "../../core/seating/seat-plan.ts";
import { SEAT } from "../../core/seating/seat-states.ts";

const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const ERRANDS_MAX = 1_000;

type Reading = "openSale" | "setSaleState" | "chart" | "seats" | "block" | "unblock" | "release" | "extend" | "holdAll";

export class SeatsInMemory implements Omit<contract.SeatAllocatorRpc, Reading> {
  readonly journal: JournalRow[] = [];
  readonly #sale: SeatSale;
  readonly #errands: Errands;
  readonly #nowMs: () => Millis;

  constructor({ chart, ...terms }: contract.SaleSetup, nowMs: () => Millis) {
    this.#nowMs = nowMs;
    const decision = decideOpen(undefined, terms);
    if (decision.kind !== "act") throw new Error("a new sale opens");
    const row = seal(decision.act, 1, nowMs(), FIRST_HASH, sha256Hex);
    const entry = entryOf(row) as Parameters<typeof openAllocation>[0];
    const allocation = openAllocation(entry, seatPlan(chart));
    this.#errands = Errands.of(allocation);
    this.journal.push(row);
    this.#sale = new SeatSale(allocation, row.hash, {
      append: (added) => {
        this.journal.push(added);
        if (added.reservation === null) return;
        if (added.command === "begin") this.#errands.begun(added.reservation, added.atMs);
        if (added.command === "commit") this.#errands.sold(added.reservation, added.atMs);
      },
      recall: () => undefined,
      sha256Hex,
      keyedHashHex: (text) => sha256Hex(`secret\n${text}`).slice(0, 40),
    });
  }

  /** What the alarm would send now. */
  errands(): { readonly recovery: readonly RecoveryRequest[]; readonly sold: readonly SaleEvent[] } {
    const { allocation } = this.#sale;
    const { eventId } = allocation.terms;
    const due = this.#errands.take(allocation, this.#nowMs(), ERRANDS_MAX);
    const recovery: RecoveryRequest[] = due.payments.map((payment) => ({ kind: "payment", eventId, ...payment }));
    if (due.probe) recovery.push({ kind: "provider_probe", eventId });
    return { recovery, sold: due.sold.map((reservationId) => ({ kind: "sold", eventId, reservationId })) };
  }

  async card(): Promise<contract.SaleCard> {
    const { terms, said, seats, plan, clock } = this.#sale.allocation;
    return {
      ...terms,
      state: stateAt(said, terms, this.#nowMs()),
      seatsLeft: seats.total(SEAT.free),
      capacity: plan.capacity,
      ...(clock.stopped === undefined ? {} : { clockStoppedBecause: clock.stopped.because }),
    };
  }

  async hold(request: contract.HoldRequest): Promise<contract.HoldOutcome> {
    return this.#sale.hold(request, this.#nowMs());
  }

  async reservation(id: ReservationId, holder?: VisitorId): Promise<contract.Reservation | undefined> {
    this.#sale.sweep(this.#nowMs());
    return this.#sale.reservation(id, holder, this.#nowMs());
  }

  async beginPayment(request: contract.BeginPaymentRequest): Promise<contract.BeginPaymentOutcome> {
    return this.#sale.beginPayment(request, this.#nowMs());
  }

  async commit(id: ReservationId, attempt: number, paymentRef: string): Promise<contract.CommitOutcome> {
    return this.#sale.commit(id, attempt, paymentRef, this.#nowMs());
  }

  async cancelPayment(
    id: ReservationId,
    attempt: number,
    proof: contract.PaymentProof,
  ): Promise<contract.CancelOutcome> {
    return this.#sale.cancelPayment(id, attempt, proof, this.#nowMs());
  }

  async revoke(request: contract.RevokeRequest): Promise<contract.RevokeOutcome> {
    return this.#sale.revoke(request, this.#nowMs());
  }

  async settle(ids: readonly ReservationId[]): Promise<void> {
    this.#sale.settle(ids, this.#nowMs());
  }

  async stopClock(because: string): Promise<void> {
    this.#sale.stopClock(because, this.#nowMs());
  }

  async resumeClock(): Promise<void> {
    this.#sale.resumeClock(this.#nowMs());
  }

  async totals(): Promise<contract.SeatTotals> {
    const { seats, plan, lsn, unsettled } = this.#sale.allocation;
    return {
      free: seats.total(SEAT.free),
      held: seats.total(SEAT.held),
      paying: seats.total(SEAT.paying),
      sold: seats.total(SEAT.sold),
      blocked: seats.total(SEAT.blocked),
      capacity: plan.capacity,
      lsn,
      unsettled: unsettled.size,
    };
  }

  async history(reservationId: ReservationId): Promise<readonly contract.ReservationStep[]> {
    return reservationSteps(this.journal.filter(({ reservation }) => reservation === reservationId));
  }

  async sold(afterLsn: number, limit: number): Promise<readonly contract.SoldEntry[]> {
    const { allocation } = this.#sale;
    const commits = this.journal.filter(({ command, lsn }) => command === "commit" && lsn > afterLsn).slice(0, limit);
    return commits.map((row) => {
      const { act } = entryOf(row);
      if (act.command !== "commit") throw new Error("a commit");
      const back = this.journal.flatMap((other) => {
        const later = entryOf(other).act;
        return later.command === "revoke" && later.reservation === act.reservation ? later.body.places : [];
      });
      return {
        lsn: row.lsn,
        reservationId: act.reservation,
        paymentRef: act.body.paymentRef,
        total: { currency: allocation.terms.prices.currency, minor: act.body.total },
        seatIds: without(act.body.places, back).map((place) => idOf(allocation.plan, place)),
        soldAtMs: millis(row.atMs),
        settled: !allocation.unsettled.has(act.reservation),
      };
    });
  }
}
