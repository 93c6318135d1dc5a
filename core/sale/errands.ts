/**
 * What an allocator has to tell the outside, and when: payments past their deadline, sales that the books have not
 * acknowledged, a look whether the payment provider is back. Told again and again until it is done; nothing is ever
 * freed or changed from here (S5).
 */
import { millis, type Millis, type ReservationId } from "../brand.ts";
import type { Allocation } from "./allocation.ts";
import { Deadlines } from "./deadlines.ts";
import {
  PAYMENT_ASK_AGAIN_MS,
  PAYMENT_DEADLINE_MS,
  PAYMENT_STUCK_MS,
  PROBE_EVERY_MS,
  SETTLE_FIRST_MS,
  SETTLE_MAX_MS,
} from "./limits.ts";

export interface DueErrands {
  readonly payments: readonly { readonly reservationId: ReservationId; readonly attempt: number }[];
  readonly sold: readonly ReservationId[];
  readonly probe: boolean;
  /** Payments that nobody could resolve for long: an operator should know. */
  readonly stuck: readonly ReservationId[];
}

export class Errands {
  readonly #payments = new Deadlines<ReservationId>();
  readonly #sales = new Deadlines<ReservationId>();
  #probeAtMs = 0;

  /** All errands of an allocation that has just been folded. */
  static of(allocation: Allocation): Errands {
    const errands = new Errands();
    for (const { id, payment } of allocation.live.values())
      if (payment !== undefined) errands.#payments.add(id, payment.deadlineMs);
    for (const [id, soldAtMs] of allocation.unsettled) errands.sold(id, soldAtMs);
    return errands;
  }

  begun(reservation: ReservationId, atMs: Millis): void {
    this.#payments.add(reservation, atMs + PAYMENT_DEADLINE_MS);
  }

  sold(reservation: ReservationId, atMs: Millis): void {
    this.#sales.add(reservation, atMs + SETTLE_FIRST_MS);
  }

  /** When the next errand is due, or infinity. */
  nextMs({ clock }: Allocation): number {
    const probeMs = clock.stopped === undefined ? Infinity : Math.max(this.#probeAtMs, clock.stopped.atMs);
    return Math.min(this.#payments.nextMs, this.#sales.nextMs, probeMs);
  }

  /** Takes what is due, at most `max` of each kind, and notes when it is due again. */
  take(allocation: Allocation, nowMs: Millis, max: number): DueErrands {
    const probe = allocation.clock.stopped !== undefined && nowMs >= this.#probeAtMs;
    if (probe) this.#probeAtMs = nowMs + PROBE_EVERY_MS;
    return { ...this.#takePayments(allocation, nowMs, max), sold: this.#takeSales(allocation, nowMs, max), probe };
  }

  #takePayments({ live }: Allocation, nowMs: Millis, max: number): Pick<DueErrands, "payments" | "stuck"> {
    const payments: { reservationId: ReservationId; attempt: number }[] = [];
    const stuck: ReservationId[] = [];
    while (payments.length < max) {
      const id = this.#payments.take(nowMs);
      if (id === undefined) break;
      const record = live.get(id);
      // Paid or cancelled; or an entry of an earlier attempt, and the present one has its own.
      if (record?.payment === undefined || record.payment.deadlineMs > nowMs) continue;
      payments.push({ reservationId: id, attempt: record.attempt });
      if (nowMs - record.payment.deadlineMs + PAYMENT_DEADLINE_MS >= PAYMENT_STUCK_MS) stuck.push(id);
      this.#payments.add(id, nowMs + PAYMENT_ASK_AGAIN_MS);
    }
    return { payments, stuck };
  }

  #takeSales({ unsettled }: Allocation, nowMs: Millis, max: number): ReservationId[] {
    const sold: ReservationId[] = [];
    while (sold.length < max) {
      const id = this.#sales.take(nowMs);
      if (id === undefined) break;
      const soldAtMs = unsettled.get(id);
      if (soldAtMs === undefined) continue;
      sold.push(id);
      this.#sales.add(id, nowMs + settleAgainAfter(millis(nowMs - soldAtMs)));
    }
    return sold;
  }
}

/** As long again as the sale has waited already, within bounds: a back-off that needs no memory of its own. */
function settleAgainAfter(waitedMs: Millis): number {
  return Math.min(SETTLE_MAX_MS, Math.max(SETTLE_FIRST_MS, waitedMs));
}
