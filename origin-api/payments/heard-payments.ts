/**
 * What this isolate has just heard of payments from the provider itself, so that a webhook that tells the same can be
 * answered without the books: in a sale nearly every webhook is an echo of an answer.
 *
 * Holds only payments that the journal reminds the office of until they are at their end (docs/adr/0002), so nothing
 * depends on the webhook. Memory of one isolate, and bounded: what it does not know is stored like anything else.
 */
import type { PaymentStatus } from "./payment.ts";

const HEARD_MAX = 5_000;

/** How far a payment has come. It never steps back, so what was heard covers everything before it. */
const PROGRESS: Readonly<Record<PaymentStatus, number>> = {
  unconfirmed: 0,
  action: 1,
  processing: 2,
  failed: 3,
  authorised: 4,
  captured: 5,
  canceled: 5,
};

export class HeardPayments {
  readonly #heard = new Map<string, PaymentStatus>();

  note(paymentId: string, status: PaymentStatus): void {
    if (this.#heard.size >= HEARD_MAX && !this.#heard.has(paymentId)) {
      for (const oldest of this.#heard.keys()) {
        this.#heard.delete(oldest);
        break;
      }
    }
    this.#heard.set(paymentId, status);
  }

  /** Was it heard to have come so far, or further? Of two ends only the same one counts. */
  covers(paymentId: string, status: PaymentStatus): boolean {
    const heard = this.#heard.get(paymentId);
    return heard !== undefined && (heard === status || PROGRESS[heard] > PROGRESS[status]);
  }
}
